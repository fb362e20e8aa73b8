//! The WebAssembly module's exports: what the loader calls.

use agent_console::app::{self, Mounted};
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
    /// Puts a console into `root`. `config` is the text of `config.json`, or nothing where there is none.
    #[wasm_bindgen(constructor)]
    pub fn new(root: ShadowRoot, config: Option<String>) -> Self {
        Self { mounted: Some(app::mount(root, config)) }
    }

    /// Takes the console off the page and forgets everything it held.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}
