//! Leaving the page.

use super::listen::listen_first;
use web_sys::Event;

/// Lets the browser ask before it leaves the page while `holds`, until the current owner goes.
///
/// The listener exists only as long as there is something to lose: browsers keep pages with such a
/// listener out of their cache for Back.
pub(crate) fn warn_while(holds: impl Fn() -> bool + 'static) {
    let ask = move |event: &Event| {
        if holds() {
            event.prevent_default();
        }
    };
    listen_first("beforeunload", Box::new(ask));
}
