//! Stands in for the crate wasm-streams.
//!
//! Leptos brings its server functions along, and they bring wasm-streams, whose classes wasm-bindgen exports to
//! JavaScript. What is exported stays in a module, used or not: five kilobytes of it. A console has no server of
//! its own, so here is what the server functions name, with nothing behind it.

#![forbid(unsafe_code)]

use futures_util::stream::{Stream, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream that never has anything in it.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes a stream of JavaScript, and reads nothing of it.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Takes a stream of Rust, and reads nothing of it.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// The stream of JavaScript.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// The stream of Rust.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> + 'static {
        empty()
    }
}
