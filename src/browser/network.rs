//! Whether the browser has a network at all.

use super::{listen, window};

/// Whether the browser believes that it has one. It may be wrong either way.
pub(crate) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `changed` whenever the network comes or goes, until the current owner goes.
pub(crate) fn on_network_change(changed: impl Fn() + 'static) {
    listen(&["online", "offline"], move |_| changed());
}
