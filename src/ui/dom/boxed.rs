//! Closures in boxes.
//!
//! A box of `dyn Fn` brings code for calling it in all three ways, for every closure in the console. These
//! traits have the one way that is used.

use super::element::El;
use std::borrow::Cow;

/// Gives the words of a text or an attribute.
pub(super) trait Words {
    fn words(&self) -> Cow<'static, str>;
}

impl<F: Fn() -> Cow<'static, str>> Words for F {
    fn words(&self) -> Cow<'static, str> {
        self()
    }
}

/// Says whether something holds.
pub(super) trait State {
    fn holds(&self) -> bool;
}

impl<F: Fn() -> bool> State for F {
    fn holds(&self) -> bool {
        self()
    }
}

/// Gives what stands in a slot.
pub(crate) trait Content {
    /// What stands there now.
    fn content(&self) -> Option<El>;
}

impl<F: Fn() -> Option<El>> Content for F {
    fn content(&self) -> Option<El> {
        self()
    }
}

/// Chooses what stands in a slot by a key.
pub(super) trait Choose {
    /// Whether there is another key than the last time.
    fn is_new(&mut self) -> bool;
    /// What stands there for the present key.
    fn chosen(&self) -> Option<El>;
}

/// A key, what stands there for it, and the key of the last time.
pub(super) struct Keyed<K, F, C> {
    pub(super) key: F,
    pub(super) content: C,
    pub(super) last: Option<K>,
}

impl<K: PartialEq, F: Fn() -> K, C: Fn(&K) -> Option<El>> Choose for Keyed<K, F, C> {
    fn is_new(&mut self) -> bool {
        let key = Some((self.key)());
        let is_new = self.last != key;
        self.last = key;
        is_new
    }

    fn chosen(&self) -> Option<El> {
        (self.content)(self.last.as_ref()?)
    }
}
