//! A button that copies, and says whether it did.

use super::button::{Kind, button};
use super::dom::El;
use crate::browser::clipboard::{Copied, Copying};
use crate::browser::clock::sleep;
use crate::shared::own;
use std::rc::Rc;

/// How long "copied" stays on the button.
const SHOWN_MS: u32 = 2_500;

/// A button that copies what `start` begins to copy at the click. `copied` hears how it went.
#[expect(
    clippy::disallowed_methods,
    reason = "what follows the wait writes to a value that outlives the view"
)]
pub(crate) fn copy_button(
    kind: Kind,
    labels: (&'static str, &'static str),
    start: impl Fn() -> Copying + 'static,
    copied: impl Fn(Copied) + 'static,
) -> El {
    let done = own(false);
    let shown = Rc::clone(&done);
    let copied = Rc::new(copied);
    let (label, label_done) = labels;
    let clicked = move || {
        let copying = start();
        let (copied, done) = (Rc::clone(&copied), Rc::clone(&done));
        wasm_bindgen_futures::spawn_local(async move {
            let outcome = copying.await;
            copied(outcome);
            if outcome == Copied::Yes {
                done.set(true);
                sleep(SHOWN_MS).await;
                done.set(false);
            }
        });
    };
    button(kind, "", clicked).text_with(move || if shown.get() { label_done } else { label })
}
