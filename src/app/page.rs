//! The whole page: the bar, the slot below it, and the dialogs over it.

use super::{bar::bar, news::news, reach::reach, workspace::workspace};
use crate::agents::{delete_dialog, register_dialog};
use crate::scope::choose;
use crate::sign_in::{renew_dialog, sign_in};
use crate::store::{Person, Phase, Place, State, Store};
use crate::text::{Text, awaited, config_problem, fill, shown, with_exact_times};
use crate::tokens::{create_dialog, exit_dialog, revoke_dialog};
use crate::ui::{El, Kind, Tone, button, el, fragment, notice, paragraph};
use console_core::config::ConfigError;
use leptos::prelude::provide_context;

/// What stands in the slot below the bar. The page where one chooses is made anew for another person.
#[derive(Clone, PartialEq, Eq)]
enum Slot {
    Broken(ConfigError),
    SignIn,
    Resuming,
    Choose(Person),
    Agents,
    Elsewhere { gitlab: String },
}

/// The page in the language chosen. Another language builds it anew: everything typed or shown that
/// counts is in the store.
pub(super) fn page(store: Store) -> El {
    fragment().slot(move || {
        let text = store.text.get();
        provide_context(store);
        Some(
            with_exact_times(el("div.console"), text)
                .attr("lang", text.language.tag())
                .child(bar(store, text))
                .child(reach(store, text))
                .child(main(store, text))
                .child(news(store, text))
                .slot(move || register_dialog(store, text))
                .slot(move || delete_dialog(store, text))
                .child(revoke_dialog())
                .child(create_dialog())
                .child(renew_dialog(store, text))
                .child(exit_dialog()),
        )
    })
}

fn main(store: Store, text: &'static Text) -> El {
    let slot = move || {
        if let Some(error) = store.config.with_untracked(|config| config.as_ref().err().copied()) {
            return Slot::Broken(error);
        }
        let person = match store.phase.with(|phase| match phase {
            Phase::SignedOut => Err(Slot::SignIn),
            Phase::Resuming => Err(Slot::Resuming),
            Phase::SignedIn(session) => Ok(session.person),
        }) {
            Ok(person) => person,
            Err(slot) => return slot,
        };
        match store.place() {
            Place::Choose => Slot::Choose(person),
            Place::Agents(_) => Slot::Agents,
            Place::Elsewhere { gitlab } => Slot::Elsewhere { gitlab },
        }
    };
    el("main.console__main").slot_by(slot, move |slot| {
        Some(match slot {
            Slot::Broken(error) => broken(text, *error),
            Slot::SignIn => sign_in(store, text),
            Slot::Resuming => el("div.console__wait").child(awaited(
                text,
                &store.reach.wait,
                text.session.resuming,
            )),
            Slot::Choose(_) => choose(store, text),
            Slot::Agents => workspace(store, text),
            Slot::Elsewhere { gitlab } => elsewhere(store, text, gitlab),
        })
    })
}

fn broken(text: &'static Text, error: ConfigError) -> El {
    let told = notice(Tone::Danger)
        .child(el("h1").text(text.session.config_title))
        .child(paragraph(&config_problem(text, error)));
    el("div.sign-in").child(told)
}

fn elsewhere(store: Store, text: &'static Text, gitlab: &str) -> El {
    let here = store
        .session()
        .map(|session| session.gitlab.gitlab().as_str().to_owned())
        .unwrap_or_default();
    let there = shown(gitlab);
    let switch = fill(text.session.elsewhere_switch, &[&there]);
    let told = notice(Tone::Warning)
        .child(el("h1").text(text.session.elsewhere_title))
        .child(paragraph(&fill(text.session.elsewhere_lead, &[&there, &here])))
        .child(button(Kind::Plain, &switch).calls(store, State::sign_out));
    el("div.sign-in").child(told)
}
