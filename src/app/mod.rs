//! Mounting, and which room stands in which slot.

mod bar;
mod language;
mod news;
mod page;
mod workspace;

use crate::browser::sentences::SentenceLoader;
use crate::store::begin;
use crate::text::{self, Language};
use crate::ui::{El, el};
use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::Owner;
use std::fmt;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// A mounted console. Dropping it removes the view and runs every clean-up.
pub struct Mounted {
    owner: Owner,
    ground: El,
}

/// What a console begins with.
#[derive(Debug)]
pub struct Start {
    /// The text of the deployment's `config.json`, where there is one.
    pub config: Option<String>,
    /// The origin that the console was loaded from.
    pub origin: String,
    /// The tag of the language to begin with.
    pub language: String,
    /// Its sentences, as the build wrote them.
    pub sentences: String,
    /// Gives a promise of the sentences of another language, by its tag.
    pub load: Function,
}

/// Puts a console into `root`.
#[must_use]
pub fn mount(root: ShadowRoot, start: Start) -> Mounted {
    let Start { config, origin, language, sentences, load } = start;
    let language = Language::from_tag(&language).unwrap_or(Language::English);
    let text = text::read(language, sentences);
    let loader = SentenceLoader::new(load);
    let owner = Owner::new();
    let parent: HtmlElement = root.unchecked_into();
    let ground = owner.with(|| {
        // Leptos' own mounting sets up what runs effects, so whatever has one comes after it.
        mount_to(parent.clone(), || ()).forget();
        let store = begin(config.as_deref(), &origin, text, loader);
        let ground = el("div.ground").child(page::page(store));
        let _ = parent.append_child(ground.node());
        ground
    });
    Mounted { owner, ground }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.ground.node().remove();
    }
}

impl fmt::Debug for Mounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mounted")
    }
}
