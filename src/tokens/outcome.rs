//! A creation whose reply was lost: what is known, and what can be done.

use super::create::framed;
use crate::store::{Creation, Outcome, State, Store};
use crate::text::{Text, failure_notice, fill, shown};
use crate::ui::{El, Kind, Tone, actions, button, digits, el, exit, fragment, notice, paragraph};
use agent_ops::intent::Certainty;
use agent_ops::model::Token;

/// The dialog for an outcome other than a revealed value.
pub(super) fn outcome(store: Store, text: &'static Text) -> Option<El> {
    store.creation.with_untracked(|creation| match creation {
        Creation::Ended { target, outcome, .. } => {
            let exit = exit(store, State::ask_to_close_creation);
            Some(framed(text, target, exit, known(store, text, outcome)))
        }
        _ => None,
    })
}

fn known(store: Store, text: &'static Text, outcome: &Outcome) -> El {
    let close = button(Kind::Plain, text.ui.close).calls(store, State::ask_to_close_creation);
    let (told, act) = match outcome {
        Outcome::Orphaned { token, certainty } => (
            orphan(text, token, *certainty),
            button(Kind::Primary, text.create.revoke_orphan).calls(store, State::revoke_orphan),
        ),
        Outcome::Unresolved { cause } => {
            let told = fragment()
                .child(el("p").child(el("b").text(text.create.unresolved)))
                .child(failure_notice(text, Tone::Warning, cause, &store.entry.gitlab));
            (told, button(Kind::Primary, text.ui.look_again).calls(store, State::look_again))
        }
        Outcome::NotCreated => {
            let told = notice(Tone::Warning).text(text.create.not_created);
            (told, button(Kind::Primary, text.ui.try_again).calls(store, State::create_again))
        }
    };
    fragment().child(told).child(actions().child(close).child(act))
}

fn orphan(text: &'static Text, token: &Token, certainty: Certainty) -> El {
    let sentence = match certainty {
        Certainty::Sure => text.create.orphan,
        Certainty::Probable => text.create.orphan_probable,
    };
    let sentence = fill(sentence, &[&shown(&token.name), &digits(token.id.0)]);
    notice(Tone::Warning)
        .child(el("p").child(el("b").text(&sentence)))
        .child(paragraph(text.create.orphan_advice))
}
