//! Buttons that need a right, with the reason next to one that cannot be used.

use crate::store::{Barrier, Right};
use crate::text::Text;
use crate::ui::{El, Kind, button, el};
use leptos::prelude::untrack;

/// A button that calls `clicked` while `right` allows it, and says why not while it does not.
pub(super) fn guarded_button(
    text: &'static Text,
    kind: Kind,
    label: &str,
    id: &'static str,
    right: impl Fn() -> Right + Copy + 'static,
    clicked: impl Fn() + 'static,
) -> El {
    let act = move || {
        if untrack(right) == Right::Granted {
            clicked();
        }
    };
    let button = button(kind, label, act)
        .state("aria-disabled", move || right() != Right::Granted)
        .attr("aria-describedby", id);
    // Always there to be referred to; shown only with something in it.
    let reason = el("span")
        .attr("id", id)
        .slot(move || Some(el("span.reasoned__reason").text(barrier(text, right())?)));
    el("span.reasoned").child(reason).child(button)
}

/// What stands in the way, in words.
fn barrier(text: &'static Text, right: Right) -> Option<&'static str> {
    match right {
        Right::Granted => None,
        Right::Barred(Barrier::Scope) => Some(text.rights.scope),
        Right::Barred(Barrier::Role) => Some(text.rights.role),
        Right::Barred(Barrier::Archived) => Some(text.rights.archived),
        Right::Barred(Barrier::Offline) => Some(text.rights.offline),
    }
}
