//! Mounting, and which room stands in which slot.

mod bar;
mod language;
mod news;
mod page;
mod workspace;

use crate::store::Store;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::fmt;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// A mounted console. Dropping it removes the view and runs every clean-up.
pub struct Mounted {
    owner: Owner,
    view: Option<Box<dyn Any>>,
}

/// Puts a console into `root`. `config` is the text of the deployment's `config.json`, where there is one.
#[must_use]
pub fn mount(root: ShadowRoot, config: Option<String>) -> Mounted {
    let owner = Owner::new();
    let parent: HtmlElement = root.unchecked_into();
    // `mount_to` sets up what runs effects, so whatever has one is made inside.
    let view = owner.with(|| {
        mount_to(parent, move || {
            let store = Store::new(config.as_deref());
            store.follow_scope();
            page::page(store)
        })
    });
    Mounted { owner, view: Some(Box::new(view)) }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.view.take();
    }
}

impl fmt::Debug for Mounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mounted")
    }
}
