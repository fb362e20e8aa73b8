//! Mounting, and which room stands in which slot.

mod bar;
mod language;
mod news;
mod page;
mod workspace;

use crate::store::begin;
use crate::ui::{El, el};
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

/// Puts a console into `root`. `config` is the text of the deployment's `config.json`, where there is one.
#[must_use]
pub fn mount(root: ShadowRoot, config: Option<String>) -> Mounted {
    let owner = Owner::new();
    let parent: HtmlElement = root.unchecked_into();
    let ground = owner.with(|| {
        // Leptos' own mounting sets up what runs effects, so whatever has one comes after it.
        mount_to(parent.clone(), || ()).forget();
        let ground = el("div.ground").child(page::page(begin(config.as_deref())));
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
