//! Mounting, the address, and which room stands in which slot.

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

/// Puts the console into `root`.
#[must_use]
pub fn mount(root: ShadowRoot, config: Option<String>) -> Mounted {
    let _ = config;
    let owner = Owner::new();
    let parent: HtmlElement = root.unchecked_into();
    let view = owner.with(|| mount_to(parent, || view! { <p>{"Agent console"}</p> }));
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
