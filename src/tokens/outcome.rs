//! A creation whose reply was lost: what is known, and what can be done.

use super::create::framed;
use crate::store::{Creation, Outcome, Store, Target};
use crate::text::{Text, failure_notice, fill, shown};
use crate::ui::{El, Exit, Kind, Tone, actions, button, el, fragment, notice, paragraph};
use agent_ops::config::Feature;
use agent_ops::intent::Certainty;
use agent_ops::model::Token;

/// The dialog for an outcome other than a revealed value.
pub(super) fn outcome(store: Store, text: &'static Text) -> Option<El> {
    let (target, outcome) = store.creation.with_untracked(|creation| match creation {
        Creation::Ended { target, outcome, .. } => Some((target.clone(), outcome.clone())),
        _ => None,
    })?;
    let body = match outcome {
        Outcome::Orphaned { token, certainty } => orphan(store, text, &target, token, certainty),
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
            fragment().child(notice(Tone::Warning).text(text.create.not_created)).child(actions([
                close(store, text),
                button(Kind::Primary, text.ui.try_again, again),
            ]))
        }
    };
    let exit = Exit::Asks(Box::new(move || store.ask_to_close_creation()));
    Some(framed(text, &target, exit, body))
}

fn orphan(
    store: Store,
    text: &'static Text,
    target: &Target,
    token: Token,
    certainty: Certainty,
) -> El {
    let sentence = match certainty {
        Certainty::Sure => text.create.orphan,
        Certainty::Probable => text.create.orphan_probable,
    };
    let sentence = fill(sentence, &[&shown(&token.name), &token.id.to_string()]);
    let target = target.clone();
    let revoke = move || {
        store.ask_to_close_creation();
        store.begin_revocation(target.clone(), token.clone());
    };
    let told = notice(Tone::Warning)
        .child(el("p").child(el("b").text(&sentence)))
        .child(paragraph(text.create.orphan_advice));
    let revoke = store
        .offers(Feature::Revoke)
        .then(|| button(Kind::Primary, text.create.revoke_orphan, revoke));
    fragment().child(told).child(actions([close(store, text)]).maybe(revoke))
}

fn close(store: Store, text: &'static Text) -> El {
    button(Kind::Plain, text.ui.close, move || store.ask_to_close_creation())
}
