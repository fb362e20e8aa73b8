//! Messages.

use crate::ui::Tone;
use leptos::prelude::*;

/// A message. A failure is announced at once, anything else when the screen reader pauses.
#[component]
pub(crate) fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Plain => ("notice", "status"),
        Tone::Warning => ("notice notice--warning", "status"),
        Tone::Danger => ("notice notice--danger", "alert"),
    };
    view! { <div class=class role=role>{children()}</div> }
}
