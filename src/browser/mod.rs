//! The browser's own services. Outside `ui/`, nothing else touches `web_sys`.
//!
//! What the client is given to reach GitLab with is public, so that its contract can be tested in
//! a browser too. Everything else is the console's own.

mod allocator;
pub(crate) mod cleanup;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod download;
pub(crate) mod fetch;
pub(crate) mod guest;
pub(crate) mod intl;
pub(crate) mod leave;
pub(crate) mod listen;
pub(crate) mod location;
pub(crate) mod network;
pub(crate) mod nfc;
pub(crate) mod presence;
pub(crate) mod sentences;
pub(crate) mod sight;
pub(crate) mod storage;
pub(crate) mod tasks;

pub use clock::BrowserClock;
pub use fetch::FetchTransport;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A plain object of JavaScript's.
fn object(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

/// The window. `None` only where there is none, such as in a worker.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
