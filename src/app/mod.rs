//! Mounting, and which room stands in which slot.

mod bar;
mod language;
mod news;
mod page;
mod workspace;

use crate::store::begin;
use leptos::html;
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
    let view = owner.with(|| {
        let ground = NodeRef::<html::Div>::new();
        let view = mount_to(parent, move || view! { <div node_ref=ground class={"ground"}></div> });
        // `mount_to` has set up what runs effects, so whatever has one comes after it.
        if let Some(ground) = ground.get_untracked() {
            let store = begin(config.as_deref());
            let _ = ground.append_child(page::page(store).node());
        }
        view
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
