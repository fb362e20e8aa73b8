//! For tests only (feature `panic-switch`): a console that panics on request, with every secret in its message.

use crate::browser::listen;
use crate::browser::storage::{Key, read};
use crate::store::Store;

/// Panics whenever this event reaches the window.
const EVENT: &str = "agent-console-panic";

#[expect(clippy::panic, reason = "that is what it is for")]
pub(super) fn panic_switch(store: Store) {
    listen(&[EVENT], move |_| {
        let credential = read(Key::Session).unwrap_or_default();
        let shown = store.with_secret(str::to_owned).unwrap_or_default();
        panic!("{credential} {shown}");
    });
}
