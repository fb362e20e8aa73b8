//! Cleaning up what belongs to one thread, as everything of the browser does.

use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;

/// As Leptos' [`on_cleanup`], for what is not `Send`.
pub(crate) fn on_cleanup_local(ended: impl FnOnce() + 'static) {
    on_cleanup_boxed(Box::new(ended));
}

fn on_cleanup_boxed(ended: Box<dyn FnOnce()>) {
    let ended = SendWrapper::new(ended);
    on_cleanup(move || ended.take()());
}
