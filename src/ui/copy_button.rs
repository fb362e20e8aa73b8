//! A button that copies, and says whether it did.

use super::button::{Kind, button};
use super::dom::El;
use crate::browser::clipboard::{Copied, Copying, copy};
use crate::browser::clock::sleep;
use crate::browser::tasks::run;
use leptos::prelude::*;
use std::rc::Rc;

/// How long "copied" stays on the button.
const SHOWN_MS: u32 = 2_500;

/// A button that copies `text`.
pub(crate) fn copy_text_button(labels: (&'static str, &'static str), text: String) -> El {
    copy_button(Kind::Plain, labels, Box::new(move || copy(&text)), Rc::new(|_| {}))
}

/// A button that copies what `start` begins to copy at the click. `copied` hears how it went.
pub(crate) fn copy_button(
    kind: Kind,
    labels: (&'static str, &'static str),
    start: Box<dyn Fn() -> Copying>,
    copied: Rc<dyn Fn(Copied)>,
) -> El {
    let done = ArcRwSignal::new(false);
    let shown = done.clone();
    let (label, label_done) = labels;
    let clicked = move || {
        let copying = start();
        let (copied, done) = (Rc::clone(&copied), done.clone());
        // What follows the wait writes to a value that outlives the view.
        run(Box::pin(async move {
            let outcome = copying.await;
            copied(outcome);
            if outcome == Copied::Yes {
                done.set(true);
                sleep(SHOWN_MS).await;
                done.set(false);
            }
        }));
    };
    button(kind, "")
        .on_click(clicked)
        .text_with(move || if shown.get() { label_done } else { label })
}
