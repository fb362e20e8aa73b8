//! Effects of hand-made elements.

use crate::browser::cleanup::on_cleanup_local;
use leptos::prelude::RenderEffect;
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
