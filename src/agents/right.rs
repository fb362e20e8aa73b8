//! Buttons that need a right, with the reason next to one that cannot be used.

use crate::store::{Change, Right, Store};
use crate::text::Text;
use crate::ui::{El, Kind, button, el};
use console_core::model::ProjectId;
use leptos::prelude::untrack;

/// A button that calls `clicked` while that may be done in `project`, or in any where none is named, and
/// says why not while it may not.
pub(super) fn guarded_button(
    store: Store,
    text: &'static Text,
    (kind, label): (Kind, &str),
    id: &'static str,
    project: Option<ProjectId>,
    clicked: fn(Store),
) -> El {
    let right = move || match project {
        Some(project) => store.right(Change::Delete, project),
        None => store.right_to_register(),
    };
    let act = move || {
        if untrack(right) == Right::Granted {
            clicked(store);
        }
    };
    let button = button(kind, label)
        .on_click(act)
        .state("aria-disabled", move || right() != Right::Granted)
        .attr("aria-describedby", id);
    // Always there to be referred to; shown only with something in it.
    let reason = el("span")
        .attr("id", id)
        .slot(move || Some(el("span.reasoned__reason").text(&right().barrier(text)?)));
    el("span.reasoned").child(reason).child(button)
}
