//! For tests only (feature `panic-switch`): a console that panics on request, with every secret in its message.

use crate::browser::listen::listen_first;
use crate::browser::storage::{Key, read};
use crate::store::Console;
use std::rc::Rc;
use web_sys::Event;

/// Panics whenever this event reaches the window.
const EVENT: &str = "agent-console-panic";

#[expect(clippy::panic, reason = "that is what it is for")]
pub(super) fn panic_switch(console: &Rc<Console>) {
    let console = Rc::clone(console);
    let panic = move |_: &Event| {
        let credential = read(Key::Session).unwrap_or_default();
        let session = console.session();
        let shown = session.and_then(|session| session.with_secret(str::to_owned));
        let shown = shown.unwrap_or_default();
        panic!("{credential} {shown}");
    };
    listen_first(EVENT, Box::new(panic));
}
