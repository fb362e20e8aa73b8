//! The page around the console: what it is told, and what it may ask for.

use super::navigation::address_of;
use super::{Desk, Keeping, Phase, State};
use crate::browser::location::Step;
use crate::browser::sentences::SentenceLoader;
use console_core::digits::digits;
use console_core::json::object_of;
use console_core::model::Token;
use console_core::secret::Secret;
use js_sys::Function;
use leptos::prelude::*;
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

impl State {
    /// Tells the page around what happened. Never a secret: whatever is told is for every script there.
    ///
    /// The loader passes it on once all that is under way here has ended.
    pub(super) fn tell(&self, event: &str, detail: &[(&str, &str)]) {
        self.host.with_untracked(|host| {
            if let Some(Host { tell: Some(tell), .. }) = host {
                let detail = JsValue::from_str(&object_of(detail));
                let _ = tell.call2(&JsValue::UNDEFINED, &JsValue::from_str(event), &detail);
            }
        });
    }

    /// Tells the page around what happened to a token. Its value is no part of a [`Token`].
    pub(super) fn tell_of_token(&self, event: &str, token: &Token) {
        let (agent, id) = (digits(token.agent.0), digits(token.id.0));
        self.tell(event, &[("agentId", &agent), ("tokenId", &id), ("name", &token.name)]);
    }

    /// What loads the sentences of another language.
    pub(super) fn sentences(&self) -> Option<SentenceLoader> {
        self.host.with_untracked(|host| Some(host.as_ref()?.sentences.clone()))
    }

    /// Whether the address is kept in memory, because the address bar is another page's.
    pub(super) fn keeps_address(&self) -> bool {
        self.host.with_untracked(|host| host.as_ref().is_some_and(|host| host.links.is_some()))
    }

    /// Where the address `hash` leads from this page.
    pub(super) fn link_to(&self, hash: &str) -> String {
        let page = self.host.with_untracked(|host| host.as_ref()?.links.clone());
        page.unwrap_or_default() + hash
    }

    /// Goes where the page around wants to.
    pub(crate) fn navigate(&'static self, route: &str) {
        self.go(address_of(route), Step::New);
    }

    /// Signs in with a token that the page around gave, or goes on with it.
    pub(crate) fn take_token(&'static self, text: &Secret) {
        let Some(token) = self.read_token(text) else {
            self.tell("error", &[("code", "token-invalid")]);
            return;
        };
        let is_out = self.phase.with_untracked(|phase| matches!(phase, Phase::SignedOut));
        if is_out {
            self.sign_in(token, Keeping::Memory);
        } else if self.waiting.with_untracked(Option::is_some) {
            self.renew(token);
        }
    }
}
