//! Closures in boxes.
//!
//! A box of `dyn Fn` brings code for calling it in all three ways, for every closure in the console. These
//! traits have the one way that is used.

use super::element::El;
use std::borrow::Cow;
use web_sys::Event;

/// Gives the words of a text or an attribute; nothing takes an attribute away.
pub(super) trait Words {
    fn words(&self) -> Option<Cow<'static, str>>;
}

impl<F: Fn() -> Option<Cow<'static, str>>> Words for F {
    fn words(&self) -> Option<Cow<'static, str>> {
        self()
    }
}

/// Gives what stands in a slot.
pub(super) trait Content {
    fn content(&self) -> Option<El>;
}

impl<F: Fn() -> Option<El>> Content for F {
    fn content(&self) -> Option<El> {
        self()
    }
}

/// Hears events.
pub(super) trait Hear {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hear for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}
