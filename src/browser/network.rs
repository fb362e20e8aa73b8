//! Whether the browser has a network at all.

use super::{listen::listen_first, window};
use web_sys::Event;

/// Whether the browser believes that it has one. It may be wrong either way.
pub(crate) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `changed` whenever the network comes or goes, until the current owner goes.
pub(crate) fn on_network_change(changed: impl Fn() + Clone + 'static) {
    for event in ["online", "offline"] {
        let changed = changed.clone();
        listen_first(event, Box::new(move |_: &Event| changed()));
    }
}
