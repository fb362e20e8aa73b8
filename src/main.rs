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
        tell: Function,
        route: String,
        links: Option<String>,
        is_guest: bool,
    ) -> Self {
        let start =
            Start { config, origin, language, sentences, load, tell, route, links, is_guest };
        Self { mounted: Some(app::mount(root, start)) }
    }

    /// Signs out, after asking where a secret would be lost.
    pub fn sign_out(&self) {
        self.act(Mounted::sign_out);
    }

    /// Reads what is shown again.
    pub fn refresh(&self) {
        self.act(Mounted::refresh);
    }

    /// Goes to the view of an address.
    pub fn navigate(&self, route: &str) {
        self.act(|mounted| mounted.navigate(route));
    }

    /// Signs in with a personal access token of the page around, or goes on with it.
    pub fn take_token(&self, token: String) {
        self.act(|mounted| mounted.take_token(token));
    }

    /// Changes the language.
    pub fn speak(&self, tag: &str) {
        self.act(|mounted| mounted.speak(tag));
    }

    fn act(&self, act: impl FnOnce(&Mounted)) {
        if let Some(mounted) = &self.mounted {
            act(mounted);
        }
    }

    /// Takes the console off the page and forgets everything it held.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}
