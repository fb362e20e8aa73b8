//! A button that copies, and says whether it did.

use crate::browser::clipboard::{Copied, Copying};
use crate::browser::clock::sleep;
use leptos::prelude::*;
use std::rc::Rc;

/// How long "copied" stays on the button.
const SHOWN_MS: u32 = 2_500;

/// A button that copies what `start` begins to copy at the click. `copied` hears how it went.
#[expect(clippy::disallowed_methods, reason = "what follows the wait writes with try_set only")]
pub(crate) fn copy_button(
    class: &'static str,
    labels: (&'static str, &'static str),
    start: impl Fn() -> Copying + 'static,
    copied: impl Fn(Copied) + 'static,
) -> AnyView {
    let done = RwSignal::new(false);
    let copied = Rc::new(copied);
    let on_click = move |_| {
        let copying = start();
        let copied = Rc::clone(&copied);
        wasm_bindgen_futures::spawn_local(async move {
            let outcome = copying.await;
            copied(outcome);
            if outcome == Copied::Yes {
                done.try_set(true);
                sleep(SHOWN_MS).await;
                done.try_set(false);
            }
        });
    };
    let (label, label_done) = labels;
    view! {
        <button type="button" class=class on:click=on_click>
            {move || if done.get() { label_done } else { label }}
        </button>
    }
    .into_any()
}
