//! Values that views follow.
//!
//! They notify through Leptos' reactive graph, but hold their value themselves. A signal of Leptos brings
//! two kilobytes of code for every type it holds and a panic for the case that it is gone; a console has dozens of types, and these
//! values live as long as anybody can name them.

use crate::owner::follow;
use leptos::prelude::{ArcTrigger, Notify, Track, untrack};
use std::cell::{OnceCell, Ref, RefCell, RefMut};
use std::fmt;
use std::rc::Rc;

/// A value, and whoever follows it.
pub(crate) struct Shared<T> {
    value: RefCell<T>,
    followers: Followers,
}

/// Whoever follows a value. Most values are made long before anybody does.
struct Followers(OnceCell<ArcTrigger>);

impl Followers {
    fn track(&self) {
        self.0.get_or_init(ArcTrigger::new).track();
    }

    fn notify(&self) {
        if let Some(trigger) = self.0.get() {
            trigger.notify();
        }
    }
}

impl<T> Shared<T> {
    /// A value that nobody follows yet.
    pub(crate) const fn new(value: T) -> Self {
        Self { value: RefCell::new(value), followers: Followers(OnceCell::new()) }
    }

    /// Reads the value, and follows it.
    pub(crate) fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.followers.track();
        read(&self.borrow())
    }

    /// Reads the value.
    pub(crate) fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.borrow())
    }

    // Checks and their messages once for a type, not at every use.
    #[inline(never)]
    fn borrow(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    #[inline(never)]
    fn borrow_mut(&self) -> RefMut<'_, T> {
        self.value.borrow_mut()
    }

    /// Follows the value.
    pub(crate) fn track(&self) {
        self.followers.track();
    }

    /// Sets the value.
    pub(crate) fn set(&self, value: T) {
        // The old value is dropped last: its end may lead back here.
        let before = self.value.replace(value);
        self.followers.notify();
        drop(before);
    }

    /// Changes the value.
    pub(crate) fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let answer = self.update_untracked(change);
        self.followers.notify();
        answer
    }

    /// Changes the value without telling anybody.
    pub(crate) fn update_untracked<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.borrow_mut())
    }
}

impl<T: Clone> Shared<T> {
    /// A copy of the value, which is followed.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub(crate) fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Shared")
    }
}

/// A value that belongs to a view, and to whatever in it holds a clone.
pub(crate) type Own<T> = Rc<Shared<T>>;

/// A new value for a view.
pub(crate) fn own<T>(value: T) -> Own<T> {
    Rc::new(Shared::new(value))
}

/// What `derive` gives, brought up to date whenever a value that it reads has changed, until the current
/// owner goes. Only another value than before is told to those who follow it.
pub(crate) fn derived<T: PartialEq + 'static>(derive: impl Fn() -> T + 'static) -> Own<T> {
    let value = own(untrack(&derive));
    let kept = Rc::clone(&value);
    follow(move || {
        let newest = derive();
        if kept.with_untracked(|known| *known != newest) {
            kept.set(newest);
        }
    });
    value
}
