//! The whole page: the bar, the slot below it, and the dialogs over it.

use super::{bar::bar, news::news, workspace::workspace};
use crate::agents::{delete_dialog, register_dialog};
use crate::scope::choose;
use crate::sign_in::{renew_dialog, sign_in};
use crate::store::{Phase, Place, Store};
use crate::text::{Text, fill, shown, text_of};
use crate::tokens::{create_dialog, exit_dialog, revoke_dialog};
use crate::ui::{Tone, notice};
use agent_ops::config::ConfigError;
use leptos::prelude::*;

/// What stands in the slot below the bar.
#[derive(Clone, PartialEq, Eq)]
enum Slot {
    Broken(ConfigError),
    SignIn,
    Resuming,
    Choose,
    Agents,
    Elsewhere { gitlab: String },
}

/// The page in the language chosen. Another language builds it anew: everything typed or shown that
/// counts is in the store.
pub(super) fn page(store: Store) -> impl IntoView {
    move || {
        let language = store.language.get();
        let text = text_of(language);
        view! {
            <div class={"console"} lang=language.tag()>
                {bar(store, text)}
                <main class={"console__main"}>{slot(store, text)}</main>
                {news(store, text)}
                {register_dialog(store, text)}
                {delete_dialog(store, text)}
                {revoke_dialog(store, text)}
                {create_dialog(store, text)}
                {renew_dialog(store, text)}
                {exit_dialog(store, text)}
            </div>
        }
        .into_any()
    }
}

fn slot(store: Store, text: &'static Text) -> AnyView {
    let slot = Memo::new(move |_| {
        if let Some(error) = store.config.with_value(|config| config.as_ref().err().copied()) {
            return Slot::Broken(error);
        }
        let phase = store.phase.with(|phase| match phase {
            Phase::SignedOut => Some(Slot::SignIn),
            Phase::Resuming => Some(Slot::Resuming),
            Phase::SignedIn(_) => None,
        });
        phase.unwrap_or_else(|| match store.place() {
            Place::Choose => Slot::Choose,
            Place::Agents(_) => Slot::Agents,
            Place::Elsewhere { gitlab } => Slot::Elsewhere { gitlab },
        })
    });
    (move || match slot.get() {
        Slot::Broken(error) => broken(text, error),
        Slot::SignIn => sign_in(store, text),
        Slot::Resuming => {
            view! { <p class={"console__wait"} role="status">{text.session.resuming}</p> }
                .into_any()
        }
        Slot::Choose => choose(store, text),
        Slot::Agents => workspace(store, text),
        Slot::Elsewhere { gitlab } => elsewhere(store, text, &gitlab),
    })
    .into_any()
}

fn broken(text: &'static Text, error: ConfigError) -> AnyView {
    let sentence = match error.field() {
        Some(field) => fill(text.session.config_field, &[field]),
        None => text.session.config_not_object.to_owned(),
    };
    let body = view! { <h1>{text.session.config_title}</h1> <p>{sentence}</p> };
    view! { <div class={"sign-in"}>{notice(Tone::Danger, body)}</div> }.into_any()
}

fn elsewhere(store: Store, text: &'static Text, gitlab: &str) -> AnyView {
    let here = store
        .session()
        .map(|session| session.gitlab.gitlab().as_str().to_owned())
        .unwrap_or_default();
    let there = shown(gitlab);
    let body = view! {
        <h1>{text.session.elsewhere_title}</h1>
        <p>{fill(text.session.elsewhere_lead, &[&there, &here])}</p>
        <button type="button" class={"button"} on:click=move |_| store.sign_out()>
            {fill(text.session.elsewhere_switch, &[&there])}
        </button>
    };
    view! { <div class={"sign-in"}>{notice(Tone::Warning, body)}</div> }.into_any()
}
