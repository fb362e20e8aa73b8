//! What lasts as long as the view it was made for.

use leptos::prelude::{Owner, RenderEffect, on_cleanup, untrack};
use send_wrapper::SendWrapper;
use std::cell::RefCell;

/// Calls `ended` when the current owner goes.
pub(crate) fn at_end(ended: impl FnOnce() + 'static) {
    at_end_boxed(Box::new(ended));
}

fn at_end_boxed(ended: Box<dyn FnOnce()>) {
    let ended = SendWrapper::new(ended);
    on_cleanup(move || ended.take()());
}

/// Runs `run` now, and again after any value that it read has changed, until the current owner
/// goes. What `run` itself sets up is cleaned up before it runs again.
pub(crate) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

/// What [`follow`] runs. A box of `dyn FnMut` would bring code for calling it once as well, for every
/// closure in the console.
trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

fn follow_boxed(mut run: Box<dyn Run>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.run());
    at_end(move || drop(effect));
}

/// A part of a view that comes and goes before the view does.
pub(crate) struct Part {
    view: Owner,
    part: RefCell<Option<Owner>>,
}

impl Part {
    /// No part yet, of the view that the current owner stands for.
    pub(crate) fn new() -> Self {
        Self { view: Owner::current().unwrap_or_default(), part: RefCell::new(None) }
    }

    /// Ends the part there was, and makes another one. What `make` reads is not followed.
    pub(crate) fn replace<T>(&self, make: impl FnOnce() -> T) -> T {
        self.end();
        let owner = self.view.with(Owner::new);
        let made = owner.with(|| untrack(make));
        self.part.replace(Some(owner));
        made
    }

    /// Ends the part there is.
    pub(crate) fn end(&self) {
        if let Some(owner) = self.part.take() {
            owner.cleanup();
        }
    }
}
