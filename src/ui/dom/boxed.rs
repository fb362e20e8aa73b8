//! Closures in boxes.
//!
//! A box of `dyn Fn` brings code for calling it in all three ways, for every closure in the console.
//! This trait has the one way that is used.

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
