//! Buttons that need a right, with the reason next to one that cannot be used.

use crate::store::{Barrier, Right};
use crate::text::Text;
use crate::ui::{El, Kind, button, el};
use leptos::prelude::*;

/// A button that calls `clicked` while `right` allows it, and says why not while it does not.
pub(super) fn guarded_button(
    text: &'static Text,
    kind: Kind,
    label: &str,
    id: &'static str,
    right: Memo<Right>,
    clicked: impl Fn() + 'static,
) -> El {
    let act = move || {
        if right.get_untracked() == Right::Granted {
            clicked();
        }
    };
    let button = button(kind, label, act)
        .state("aria-disabled", move || right.get() != Right::Granted)
        .attr("aria-describedby", id);
    let reason = el("span")
        .attr("id", id)
        .class("reasoned__reason")
        .text_with(move || barrier(text, right.get()).unwrap_or_default());
    el("span").class("reasoned").child(button).child(reason)
}

/// What stands in the way, in words.
fn barrier(text: &'static Text, right: Right) -> Option<&'static str> {
    match right {
        Right::Granted => None,
        Right::Barred(Barrier::Scope) => Some(text.rights.scope),
        Right::Barred(Barrier::Role) => Some(text.rights.role),
        Right::Barred(Barrier::Archived) => Some(text.rights.archived),
    }
}
