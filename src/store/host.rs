//! The page around the console: what it is told, and what it may ask for.

use super::navigation::address_of;
use super::{Console, Desk, Keeping, Phase};
use crate::browser::location::{Step, hash};
use crate::browser::sentences::SentenceLoader;
use crate::text::Language;
use console_core::address::Address;
use console_core::digits::digits;
use console_core::json::object_of;
use console_core::model::Token;
use console_core::secret::Secret;
use js_sys::Function;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The page around, as the loader stands for it.
#[derive(Debug)]
pub(crate) struct Host {
    /// Loads the sentences of another language.
    pub(crate) sentences: SentenceLoader,
    /// Takes the name of what happened and, as JSON, its detail; `None` in the console's own page.
    pub(crate) tell: Option<Function>,
    /// The page that addresses of views lead to; `None` where they stand in the address bar.
    pub(crate) links: Option<String>,
    /// Carries out what is not needed to start.
    pub(crate) desk: Desk,
}

impl Host {
    /// Whether the address is kept in memory, because the address bar is another page's.
    pub(super) fn keeps_address(&self) -> bool {
        self.links.is_some()
    }

    /// The address to begin with: that of the address bar, where it is this console's to read, or `route`.
    pub(super) fn first_address(&self, route: &str) -> Address {
        let shown = if self.keeps_address() { String::new() } else { hash() };
        address_of(if shown.is_empty() { route } else { &shown })
    }
}

impl Console {
    /// Does what the page around wants. Which words it has for that, `loader/guest.js` says.
    pub(crate) fn ask(self: &Rc<Self>, verb: &str, value: String) {
        match verb {
            "token" => self.take_token(&Secret::new(value)),
            "go" => self.navigate(&value),
            "lang" => {
                if let Some(language) = Language::from_tag(&value) {
                    self.speak(language);
                }
            }
            "refresh" => {
                if let Some(session) = self.session() {
                    session.refresh();
                }
            }
            _ => self.sign_out(),
        }
    }

    /// Tells the page around what happened. Never a secret: whatever is told is for every script there.
    ///
    /// The loader passes it on once all that is under way here has ended.
    pub(super) fn tell(&self, event: &str, detail: &[(&str, &str)]) {
        if let Some(tell) = &self.host.tell {
            let detail = JsValue::from_str(&object_of(detail));
            let _ = tell.call2(&JsValue::UNDEFINED, &JsValue::from_str(event), &detail);
        }
    }

    /// Tells the page around what happened to a token. Its value is no part of a [`Token`].
    pub(super) fn tell_of_token(&self, event: &str, token: &Token) {
        let (agent, id) = (digits(token.agent.0), digits(token.id.0));
        self.tell(event, &[("agentId", &agent), ("tokenId", &id), ("name", &token.name)]);
    }

    /// Where the address `hash` leads from this page.
    pub(super) fn link_to(&self, hash: &str) -> String {
        self.host.links.clone().unwrap_or_default() + hash
    }

    /// Goes where the page around wants to.
    fn navigate(&self, route: &str) {
        self.go(address_of(route), Step::New);
    }

    /// Signs in with a token that the page around gave, or goes on with it.
    fn take_token(self: &Rc<Self>, text: &Secret) {
        let Some(token) = self.read_token(text) else {
            self.tell("error", &[("code", "token-invalid")]);
            return;
        };
        let is_out = self.phase.with_untracked(|phase| matches!(phase, Phase::SignedOut));
        match self.session() {
            Some(session) if session.waiting.with_untracked(Option::is_some) => {
                session.renew(token);
            }
            None if is_out => self.sign_in(token, Keeping::Memory),
            _ => {}
        }
    }
}
