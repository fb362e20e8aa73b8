//! Whether somebody sees the page.

use super::{listen::listen, window};
use web_sys::Event;

/// Whether nobody does: the tab is behind another one, or the window is away.
pub(crate) fn is_hidden() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Calls `changed` whenever that changes, until the current owner goes.
pub(crate) fn on_sight_change(changed: impl Fn() + 'static) {
    if let Some(document) = window().and_then(|window| window.document()) {
        listen(&document, "visibilitychange", Box::new(move |_: &Event| changed()));
    }
}
