//! Loading the sentences of another language.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the loader gives a console to load sentences by: only the loader knows the files of this build.
#[derive(Clone, Debug)]
pub(crate) struct SentenceLoader(Function);

impl SentenceLoader {
    /// Loads by `load`, which takes a language's tag and gives a promise of its file.
    pub(crate) fn new(load: Function) -> Self {
        Self(load)
    }

    /// The file of the language with this tag; `None` where it cannot be loaded.
    pub(crate) async fn load(&self, tag: &str) -> Option<String> {
        let promise = self.0.call1(&JsValue::UNDEFINED, &JsValue::from_str(tag)).ok()?;
        let file = JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()?;
        file.as_string()
    }
}
