//! Signs that somebody is there.

use super::listen::listen_first;
use web_sys::Event;

/// Calls `seen` whenever a person does something, until the current owner goes.
pub(crate) fn on_presence(seen: impl Fn() + Clone + 'static) {
    for event in ["keydown", "pointerdown", "pointermove", "wheel"] {
        let seen = seen.clone();
        listen_first(event, Box::new(move |_: &Event| seen()));
    }
}
