//! Running again what reads signals, whenever they change.

use leptos::prelude::{RenderEffect, on_cleanup};
use send_wrapper::SendWrapper;

/// Runs `run` now, and again after any signal that it read has changed, until the current owner
/// goes. What `run` itself sets up is cleaned up before it runs again.
pub(crate) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn FnMut()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_: Option<()>| run()));
    on_cleanup(move || drop(effect));
}
