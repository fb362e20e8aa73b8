//! The clipboard.

use super::window;
use std::pin::Pin;
use wasm_bindgen_futures::JsFuture;

/// Whether the browser says that it copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copied {
    /// It did.
    Yes,
    /// There is no clipboard here, or the browser refused.
    No,
}

/// A copy under way.
pub(crate) type Copying = Pin<Box<dyn Future<Output = Copied>>>;

/// Begins to copy `text`, which is not held on to. Call it from a click: elsewhere browsers refuse.
pub(crate) fn copy(text: &str) -> Copying {
    // Outside a secure context `navigator.clipboard` is undefined, whatever its type says.
    let secure = window().filter(web_sys::Window::is_secure_context);
    let promise = secure.map(|window| window.navigator().clipboard().write_text(text));
    Box::pin(async move {
        let Some(promise) = promise else { return Copied::No };
        match JsFuture::from(promise).await {
            Ok(_) => Copied::Yes,
            Err(_) => Copied::No,
        }
    })
}
