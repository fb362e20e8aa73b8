//! Whether the browser has a network at all.

use super::window;
use crate::owner::at_end;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

const EVENTS: [&str; 2] = ["online", "offline"];

/// Whether the browser believes that it has one. It may be wrong either way.
pub(crate) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `changed` whenever the network comes or goes, until the current owner goes.
pub(crate) fn on_network_change(changed: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn Fn()>::new(changed);
    for event in EVENTS {
        let _ = window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    at_end(move || {
        for event in EVENTS {
            let _ = window
                .remove_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
    });
}
