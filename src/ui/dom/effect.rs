//! Effects of hand-made elements, and the owners of their parts.

use crate::browser::cleanup::on_cleanup_local;
use leptos::prelude::{Owner, RenderEffect, untrack};
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// Runs `run` now, and again after any value that it read has changed, until the current owner
/// goes. What `run` itself sets up is cleaned up before it runs again.
pub(crate) fn render_effect(run: impl FnMut() + 'static) {
    render_effect_boxed(Box::new(run));
}

/// What [`render_effect`] runs. A box of `dyn FnMut` would bring code for calling it once as well,
/// for every closure in the console.
trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

fn render_effect_boxed(mut run: Box<dyn Run>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.run());
    on_cleanup_local(move || {
        // What it followed would remember it, with its memory, until its next change, which may never come.
        let follower = effect.to_any_subscriber();
        follower.clear_sources(&follower);
    });
}

/// A part of a view that comes and goes before the view does.
///
/// It has one owner for all that it ever shows. An owner remembers each one that was made under it, with its
/// memory, until it goes itself.
pub(crate) struct Part(Owner);

impl Part {
    /// No part yet, of the view that the current owner stands for.
    pub(crate) fn new() -> Self {
        Self(Owner::new())
    }

    /// Ends the part there was, and makes another one. What `make` reads is not followed.
    pub(crate) fn replace<T>(&self, make: impl FnOnce() -> T) -> T {
        self.0.with_cleanup(|| untrack(make))
    }
}
