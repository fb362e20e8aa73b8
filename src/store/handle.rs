//! What views hold state by.

use leptos::prelude::{GetValue, LocalStorage, StoredValue};
use std::fmt;
use std::rc::Rc;

/// A way to a value that closures of views capture: they ask for what is `Send`, and are written most easily
/// with what is `Copy`. It lives as long as the owner it was made under, which is that of a whole page:
/// views and their handlers go before it. What may come later, such as a task, a timer or an
/// answer, holds the `Rc` itself.
pub(crate) struct Handle<T: 'static>(StoredValue<Rc<T>, LocalStorage>);

impl<T: 'static> Handle<T> {
    /// A way to `value` until the current owner goes.
    pub(crate) fn new(value: Rc<T>) -> Self {
        Self(StoredValue::new_local(value))
    }

    /// The value.
    #[inline(never)]
    pub(crate) fn get(self) -> Rc<T> {
        self.0.get_value()
    }
}

impl<T: 'static> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Handle<T> {}

impl<T: 'static> fmt::Debug for Handle<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Handle")
    }
}
