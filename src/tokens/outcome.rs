//! A creation whose reply was lost: what is known, and what can be done.

use super::create::framed;
use crate::store::{Creation, Outcome, State, Store};
use crate::text::{Text, failure_notice, fill, shown};
use crate::ui::{El, Kind, Tone, actions, button, digits, el, exit, fragment, notice};
use console_core::config::Feature;
use console_core::intent::Certainty;
use console_core::model::Token;

/// The dialog for an outcome other than a revealed value.
pub(super) fn outcome(store: Store, text: &'static Text) -> Option<El> {
    store.creation.with_untracked(|creation| match creation {
        Creation::Ended { order, outcome } => {
            let exit = exit(store, State::ask_to_close_creation);
            Some(framed(store, text, &order.target, exit, known(store, text, outcome)))
        }
        _ => None,
    })
}

fn known(store: Store, text: &'static Text, outcome: &Outcome) -> El {
    let close = button(Kind::Plain, text.ui.close).calls(store, State::ask_to_close_creation);
    let (told, act) = match outcome {
        Outcome::Orphaned { token, certainty } => {
            let told = orphan(store, text, token, *certainty);
            (told, store.offers(Feature::Revoke).then(|| replace(store, text)))
        }
        Outcome::Unresolved { cause } => {
            let told = fragment()
                .child(el("p").child(el("b").text(text.create.unresolved)))
                .child(failure_notice(text, Tone::Warning, cause, &store.entry.gitlab));
            let look = button(Kind::Primary, text.ui.look_again).calls(store, State::look_again);
            (told, Some(look))
        }
        Outcome::NotCreated => {
            let told = move || {
                if is_open(store) { text.create.not_created_yet } else { text.create.not_created }
            };
            let again = button(Kind::Primary, text.ui.try_again).calls(store, State::create_again);
            (notice(Tone::Warning).text_with(told), Some(again))
        }
    };
    fragment().child(told).child(actions().child(close).maybe(act))
}

fn orphan(store: Store, text: &'static Text, token: &Token, certainty: Certainty) -> El {
    let lost = match certainty {
        Certainty::Sure => text.create.orphan,
        Certainty::Probable => text.create.orphan_probable,
    };
    let (name, id) = (shown(&token.name), digits(token.id.0));
    let told =
        move || fill(if is_open(store) { text.create.orphan_late } else { lost }, &[&name, &id]);
    let advice = move || {
        if is_open(store) { text.create.late_advice } else { text.create.orphan_advice }
    };
    notice(Tone::Warning)
        .child(el("p").child(el("b").text_with(told)))
        .child(el("p").text_with(advice))
}

/// The way to another token. As long as the value may come, it is not the thing to do next.
fn replace(store: Store, text: &'static Text) -> El {
    let kind = move || if is_open(store) { Kind::Plain } else { Kind::Primary };
    button(Kind::Plain, text.create.replace)
        .attr_with("class", move || kind().class())
        .calls(store, State::replace_orphan)
}

/// Whether the reply that was waited for may still come.
fn is_open(store: Store) -> bool {
    store.creation.with(Creation::is_request_open)
}
