//! Doing something whenever a value is another one.

use leptos::prelude::*;

/// Calls `act` with what `read` gives, now and whenever that changes, until the current owner goes. Only what
/// `read` reads is tracked.
pub(super) fn follow<T: PartialEq + 'static>(
    read: impl Fn() -> T + 'static,
    act: impl Fn(&T) + 'static,
) {
    Effect::new(move |before: Option<T>| {
        let value = read();
        if before.as_ref() != Some(&value) {
            untrack(|| act(&value));
        }
        value
    });
}
