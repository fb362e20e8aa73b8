//! Hearing events.

use super::window;
use crate::browser::cleanup::on_cleanup_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

/// What hears events. A box of `dyn FnMut` brings code for calling it in all three ways, for every closure in
/// the console; this trait has the one way that is used.
pub(crate) trait Hear {
    /// Hears `event`.
    fn hear(&mut self, event: &Event);
}

impl<F: FnMut(&Event)> Hear for F {
    fn hear(&mut self, event: &Event) {
        self(event);
    }
}

/// Lets `heard` hear every `event` of `target`, until the current owner goes.
pub(crate) fn listen(target: &EventTarget, event: &'static str, heard: Box<dyn Hear>) {
    listen_in(target, event, heard, false);
}

/// Lets `heard` hear every `event` in `target` before anything in it does, until the current owner goes.
pub(crate) fn listen_before(target: &EventTarget, event: &'static str, heard: Box<dyn Hear>) {
    listen_in(target, event, heard, true);
}

/// Lets `heard` hear every `event` in the page before anybody else does, until the current owner goes.
pub(crate) fn listen_first(event: &'static str, heard: Box<dyn Hear>) {
    if let Some(window) = window() {
        listen_in(&window, event, heard, true);
    }
}

fn listen_in(target: &EventTarget, event: &'static str, mut heard: Box<dyn Hear>, is_first: bool) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |event| heard.hear(&event));
    let function = listener.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_bool(event, function, is_first);
    // The target may still fire an event while it is taken away; then nobody answers.
    let target = target.clone();
    on_cleanup_local(move || {
        let function = listener.as_ref().unchecked_ref();
        let _ = target.remove_event_listener_with_callback_and_bool(event, function, is_first);
    });
}
