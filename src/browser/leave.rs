//! Leaving the page.

use super::window;
use crate::owner::at_end;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::BeforeUnloadEvent;

const EVENT: &str = "beforeunload";

/// Lets the browser ask before it leaves the page while `holds`, until the current owner goes.
///
/// The listener exists only as long as there is something to lose: browsers keep pages with such a
/// listener out of their cache for Back.
pub(crate) fn warn_while(holds: impl Fn() -> bool + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn Fn(BeforeUnloadEvent)>::new(move |event: BeforeUnloadEvent| {
        if holds() {
            event.prevent_default();
        }
    });
    let _ = window.add_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref());
    at_end(move || {
        let _ =
            window.remove_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref());
    });
}
