//! Whose page this is.
//!
//! In a page of somebody else the console keeps nothing in that page's storage, but for a credential where
//! the deployment wants it, and leaves the focus where the person has it.

use std::sync::atomic::{AtomicBool, Ordering};

/// One for the module: all consoles of a page are in the same page.
static IS_GUEST: AtomicBool = AtomicBool::new(false);

/// From now on the page is somebody else's.
pub(crate) fn behave() {
    IS_GUEST.store(true, Ordering::Relaxed);
}

/// Whether the page is somebody else's.
pub(crate) fn is_guest() -> bool {
    IS_GUEST.load(Ordering::Relaxed)
}
