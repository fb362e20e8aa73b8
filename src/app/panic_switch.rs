//! For tests only (feature `panic-switch`): a console that panics on request, with every secret in its message.

use crate::browser::listen::listen_first;
use crate::browser::storage::{Key, read};
use crate::store::Store;
use web_sys::Event;

/// Panics whenever this event reaches the window.
const EVENT: &str = "agent-console-panic";

#[expect(clippy::panic, reason = "that is what it is for")]
pub(super) fn panic_switch(store: Store) {
    let panic = move |_: &Event| {
        let credential = read(Key::Session).unwrap_or_default();
        let shown = store.with_secret(str::to_owned).unwrap_or_default();
        panic!("{credential} {shown}");
    };
    listen_first(EVENT, Box::new(panic));
}
