//! Buttons that need a right, with the reason next to one that cannot be used.

use crate::components::Button;
use crate::store::{Change, Right, Session, use_session, use_text};
use crate::ui::Kind;
use console_core::model::ProjectId;
use leptos::prelude::*;
use std::rc::Rc;

/// A button that calls `on_click` while that may be done in `project`, or in any where none is named,
/// and says why not while it may not.
#[component]
pub(super) fn GuardedButton(
    kind: Kind,
    label: &'static str,
    /// The id of the reason.
    reason_id: &'static str,
    project: Option<ProjectId>,
    on_click: fn(&Rc<Session>),
) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let right = move || match project {
        Some(project) => session.get().right(Change::Delete, project),
        None => session.get().right_to_register(),
    };
    let blocked = Signal::derive(move || right() != Right::Granted);
    let click = move || {
        if !blocked.get_untracked() {
            on_click(&session.get());
        }
    };
    let reason = move || {
        let reason = right().barrier(text)?;
        Some(view! { <span class="reasoned__reason">{reason}</span> })
    };
    view! {
        <span class="reasoned">
            // Always there to be referred to; shown only with something in it.
            <span id=reason_id>{reason}</span>
            <Button kind label blocked described_by=reason_id on_click=click/>
        </span>
    }
}
