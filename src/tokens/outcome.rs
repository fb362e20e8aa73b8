//! A creation whose reply was lost: what is known, and what can be done.

use super::create::framed;
use crate::store::{Creation, Outcome, Store};
use crate::text::{Text, failure_notice, fill, shown};
use crate::ui::{El, Exit, Kind, Tone, actions, button, el, fragment, notice};
use agent_ops::config::Feature;
use agent_ops::intent::Certainty;
use agent_ops::model::Token;

/// The dialog for an outcome other than a revealed value.
pub(super) fn outcome(store: Store, text: &'static Text) -> Option<El> {
    let (target, outcome) = store.creation.with_untracked(|creation| match creation {
        Creation::Ended { order, outcome } => Some((order.target.clone(), outcome.clone())),
        _ => None,
    })?;
    let body = match outcome {
        Outcome::Orphaned { token, certainty } => orphan(store, text, &token, certainty),
        Outcome::Unresolved { cause } => {
            let look = button(Kind::Primary, text.ui.look_again, move || store.look_again());
            fragment()
                .child(el("p").child(el("b").text(text.create.unresolved)))
                .child(failure_notice(text, Tone::Warning, &cause, &store.gitlab_name()))
                .child(actions([close(store, text), look]))
        }
        Outcome::NotCreated => {
            let again = target.clone();
            let again = move || store.begin_creation(again.clone());
            let told = move || {
                if is_open(store) { text.create.not_created_yet } else { text.create.not_created }
            };
            fragment().child(notice(Tone::Warning).text_with(told)).child(actions([
                close(store, text),
                button(Kind::Primary, text.ui.try_again, again),
            ]))
        }
    };
    let exit = Exit::Asks(Box::new(move || store.ask_to_close_creation()));
    Some(framed(text, &target, exit, body))
}

fn orphan(store: Store, text: &'static Text, token: &Token, certainty: Certainty) -> El {
    let lost = match certainty {
        Certainty::Sure => text.create.orphan,
        Certainty::Probable => text.create.orphan_probable,
    };
    let (name, id) = (shown(&token.name), token.id.to_string());
    let [lost, late] = [lost, text.create.orphan_late].map(|told| fill(told, &[&name, &id]));
    let told = move || if is_open(store) { late.clone() } else { lost.clone() };
    let advice = move || {
        if is_open(store) { text.create.late_advice } else { text.create.orphan_advice }
    };
    let told = notice(Tone::Warning)
        .child(el("p").child(el("b").text_with(told)))
        .child(el("p").text_with(advice));
    // As long as the value may come, revoking is not the thing to do next.
    let kind = move || if is_open(store) { Kind::Plain } else { Kind::Primary };
    let replace = store.offers(Feature::Revoke).then(|| {
        button(Kind::Plain, text.create.replace, move || store.replace_orphan())
            .attr_with("class", move || kind().class())
    });
    fragment().child(told).child(actions([close(store, text)]).maybe(replace))
}

/// Whether the reply that was waited for may still come.
fn is_open(store: Store) -> bool {
    store.creation.with(Creation::is_request_open)
}

fn close(store: Store, text: &'static Text) -> El {
    button(Kind::Plain, text.ui.close, move || store.ask_to_close_creation())
}
