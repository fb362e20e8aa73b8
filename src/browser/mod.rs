//! The browser's own services. Outside `ui/`, nothing else touches `web_sys`.
//!
//! What the client is given to reach GitLab with is public, so that its contract can be tested in
//! a browser too. Everything else is the console's own.

mod allocator;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod download;
pub(crate) mod fetch;
pub(crate) mod intl;
pub(crate) mod leave;
pub(crate) mod location;
pub(crate) mod network;
pub(crate) mod sentences;
pub(crate) mod storage;
pub(crate) mod tasks;

pub use clock::BrowserClock;
pub use fetch::FetchTransport;

use crate::owner::at_end;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Event;

/// The window. `None` only where there is none, such as in a worker.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// Calls `heard` with each of `events` that reaches the window, before anybody else hears it, until the
/// current owner goes.
pub(crate) fn listen(events: &'static [&'static str], heard: impl Fn(Event) + 'static) {
    listen_boxed(events, Closure::<dyn Fn(Event)>::new(heard));
}

fn listen_boxed(events: &'static [&'static str], listener: Closure<dyn Fn(Event)>) {
    let Some(window) = window() else { return };
    for event in events {
        let function = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback_and_bool(event, function, true);
    }
    at_end(move || {
        for event in events {
            let function = listener.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool(event, function, true);
        }
    });
}
