//! A button that copies, and says whether it did.

use super::initial_focus;
use crate::browser::clipboard::{Copied, Copying};
use crate::browser::clock::sleep;
use crate::browser::tasks::run;
use crate::ui::Kind;
use leptos::prelude::*;
use std::rc::Rc;

/// How long it says that it has copied, in milliseconds.
const SHOWN_MS: u32 = 2_500;

/// A button that copies what `start` begins to copy at the click.
#[component]
pub(crate) fn CopyButton(
    kind: Kind,
    label: &'static str,
    /// What it says once it has copied.
    done_label: &'static str,
    start: Rc<dyn Fn() -> Copying>,
    /// Hears how it went.
    #[prop(optional_no_strip)]
    on_copied: Option<Rc<dyn Fn(Copied)>>,
    #[prop(optional)] has_focus: bool,
) -> impl IntoView {
    let is_done = ArcRwSignal::new(false);
    let shown = is_done.clone();
    let class = kind.class();
    let copy = move |_| {
        let copying = start();
        let (on_copied, is_done) = (on_copied.clone(), is_done.clone());
        // What follows the wait writes to a signal that outlives the view.
        run(Box::pin(async move {
            let outcome = copying.await;
            if let Some(on_copied) = on_copied {
                on_copied(outcome);
            }
            if outcome == Copied::Yes {
                is_done.set(true);
                sleep(SHOWN_MS).await;
                is_done.set(false);
            }
        }));
    };
    view! {
        <button
            type="button"
            class=class
            part=class
            on:click=copy
            use:initial_focus=has_focus
        >
            {move || if shown.get() { done_label } else { label }}
        </button>
    }
}
