//! The WebAssembly module's exports: what the loader calls.

use agent_console::app::{self, Mounted, Start};
use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ShadowRoot;

fn main() {}

/// A console that is on the page. Dropping it, or calling `unmount`, takes it off.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AgentConsole {
    mounted: Option<Mounted>,
}

#[wasm_bindgen]
impl AgentConsole {
    /// Puts a console into `root`. `config` is the text of `config.json`, or nothing where there is none;
    /// `origin` is where the console comes from; `sentences` are those of `language`, and `load` gives a
    /// promise of those of another. What the others are stands in `Start`.
    #[wasm_bindgen(constructor)]
    #[expect(
        clippy::too_many_arguments,
        reason = "an object would be read field by field, by more code"
    )]
    pub fn new(
        root: ShadowRoot,
        config: Option<String>,
        origin: String,
        language: String,
        sentences: String,
        load: Function,
        tell: Option<Function>,
        route: String,
        links: Option<String>,
    ) -> Self {
        let start = Start { config, origin, language, sentences, load, tell, route, links };
        Self { mounted: Some(app::mount(root, start)) }
    }

    /// Does what the page around wants: one export, because each brings code to both sides.
    pub fn ask(&self, verb: &str, value: String) {
        if let Some(mounted) = &self.mounted {
            mounted.ask(verb, value);
        }
    }

    /// Takes the console off the page and forgets everything it held.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}
