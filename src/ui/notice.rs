//! A message in the page.

use leptos::prelude::*;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// For information.
    Plain,
    /// Something to heed.
    Warning,
    /// Something went wrong.
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Plain => "notice",
            Tone::Warning => "notice notice--warning",
            Tone::Danger => "notice notice--danger",
        }
    }
}

/// Shows a message. What went wrong is announced at once, everything else when there is a pause.
pub(crate) fn notice(tone: Tone, body: impl IntoView + 'static) -> AnyView {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    view! { <div class=tone.class() role=role>{body.into_any()}</div> }.into_any()
}
