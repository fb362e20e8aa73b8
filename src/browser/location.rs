//! The address bar's fragment, and other facts about the page.

use super::{listen::listen_first, window};
use wasm_bindgen::JsValue;
use web_sys::Event;

/// The fragment, with its `#`; empty where there is none.
pub(crate) fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// How a change of address enters the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// As a new entry: Back returns to where the person was.
    New,
    /// In place of the present entry, as for each letter typed into the filter.
    Replace,
}

/// Shows `hash` in the address bar. Raises no event.
pub(crate) fn show_hash(hash: &str, step: Step) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let _ = match step {
        Step::New => history.push_state_with_url(&JsValue::NULL, "", Some(hash)),
        Step::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(hash)),
    };
}

/// Calls `changed` whenever the fragment changes by Back, Forward, a link or by hand, until the
/// current owner goes.
pub(crate) fn on_hash_change(changed: impl Fn() + Clone + 'static) {
    for event in ["hashchange", "popstate"] {
        let changed = changed.clone();
        listen_first(event, Box::new(move |_: &Event| changed()));
    }
}

/// Whether the page came over https or from this computer, so that a credential may be typed into it.
pub(crate) fn is_secure() -> bool {
    window().is_some_and(|window| window.is_secure_context())
}
