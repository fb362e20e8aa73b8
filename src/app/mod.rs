//! Mounting, and which room stands in which slot.

mod account_menu;
mod bar;
mod elsewhere;
mod exact_time;
mod language;
mod news;
mod page;
mod page_notices;
#[cfg(feature = "panic-switch")]
mod panic_switch;
mod workspace;

use crate::browser::guest;
use crate::browser::sentences::SentenceLoader;
use crate::desk;
use crate::store::{Handle, Host, Running, begin};
use crate::text::{self, Language};
use crate::ui::{El, el, fill, with_composition};
use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::{IntoAny, Owner, provide_context, view};
use page::Page;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// A mounted console. Dropping it removes the view and runs every clean-up.
pub struct Mounted {
    running: Running,
    /// Owns what views hold the console by, and so outlasts them.
    root: Owner,
    /// Owns the views.
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
    /// Takes the name of what happened and, as JSON, its detail. The console's own page has none, and whoever has
    /// one is somebody else's page.
    pub tell: Option<Function>,
    /// The address of the view to begin with.
    pub route: String,
    /// The page that addresses of views lead to, where the console keeps its own in memory. `None`
    /// where they stand in the address bar.
    pub links: Option<String>,
}

/// Puts a console into `root`.
#[must_use]
pub fn mount(root: ShadowRoot, start: Start) -> Mounted {
    let Start { config, origin, language, sentences, load, tell, route, links } = start;
    if tell.is_some() {
        guest::behave();
    }
    let host = Host { sentences: SentenceLoader::new(load), tell, links, desk: desk::bring };
    let language = Language::from_tag(&language).unwrap_or(Language::English);
    let text = text::read(language, sentences);
    let parent: HtmlElement = root.unchecked_into();
    let root = Owner::new();
    let owner = root.with(Owner::new);
    let running = root.with(|| {
        set_up_effects();
        let running = begin(config.as_deref(), &origin, text, host, &route);
        #[cfg(feature = "panic-switch")]
        panic_switch::panic_switch(running.console());
        provide_context(Handle::new(Rc::clone(running.console())));
        running
    });
    let ground = owner.with(|| {
        let ground = with_composition(el("div.ground"));
        fill(&ground, view! { <Page/> }.into_any());
        ground
    });
    let _ = parent.append_child(ground.node());
    Mounted { running, root, owner, ground }
}

/// Leptos' own mounting sets up what runs effects, so whatever has one comes after it. Once is enough, and what
/// is mounted stays: in the console itself it would keep that for ever.
fn set_up_effects() {
    thread_local! {
        static DONE: Cell<bool> = const { Cell::new(false) };
    }
    if !DONE.replace(true) {
        mount_to(el("div").node().clone(), || ()).forget();
    }
}

impl Mounted {
    /// Does what the page around wants.
    pub fn ask(&self, verb: &str, value: String) {
        self.running.console().ask(verb, value);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.ground.node().remove();
        self.root.cleanup();
    }
}

impl fmt::Debug for Mounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mounted")
    }
}
