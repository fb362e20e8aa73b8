//! Naming a new token, and every way its creation can go.

use super::outcome::outcome;
use super::reveal::reveal;
use crate::store::{Creation, Form, Outcome, State, Step, Store, Target};
use crate::text::{Text, below_lock, failure_notice, fill, shown, token_text_problem, waiting};
use crate::ui::{
    Dialog, El, Exit, Field, Kind, Tone, actions, button, dialog, el, exit, field, focus_soon,
    fragment, notice, paragraph, submit,
};
use console_core::failure::Failure;
use console_core::model::{TokenId, TokenLimit};
use console_core::names::{description_problem, token_name_problem};
use leptos::prelude::untrack;
use std::mem::{Discriminant, discriminant};

/// What the dialog shows. The revealed value is not in it: it stays in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Closed,
    Naming,
    UnderWay,
    Revealed(TokenId),
    /// It differs by what is said: a token that is found, that nothing is known, or that there is none.
    Ended(Option<TokenId>, Discriminant<Outcome>),
}

/// The dialog, as long as somebody creates a token.
pub(crate) fn create_dialog(store: Store, text: &'static Text) -> El {
    // A stage that stays the same keeps its view: a revealed value is never shown anew.
    fragment().slot_by(
        move || store.creation.with(stage),
        move |stage| match stage {
            Stage::Closed => None,
            Stage::Naming => naming(store, text),
            Stage::Revealed(_) => reveal(store, text),
            Stage::UnderWay => under_way(store, text),
            Stage::Ended(..) => outcome(store, text),
        },
    )
}

fn stage(creation: &Creation) -> Stage {
    match creation {
        Creation::Closed => Stage::Closed,
        Creation::Naming { .. } => Stage::Naming,
        Creation::UnderWay { .. } => Stage::UnderWay,
        Creation::Ended { outcome, .. } => {
            let found = match outcome {
                Outcome::Orphaned { token, .. } => Some(token.id),
                _ => None,
            };
            Stage::Ended(found, discriminant(outcome))
        }
        Creation::Revealed { token, .. } => Stage::Revealed(token.id),
    }
}

/// The dialog's frame, the same at every stage before the end.
pub(super) fn framed(
    store: Store,
    text: &'static Text,
    target: &Target,
    exit: Exit,
    body: El,
) -> El {
    let body = below_lock(text, &store.locks_soon, body);
    let title = fill(text.create.title, &[&shown(&target.agent_name)]);
    dialog(Dialog { id: "create-title", title, exit, is_wide: false }, body)
}

fn under_way(store: Store, text: &'static Text) -> Option<El> {
    let sentence = move || {
        store.creation.with(|creation| match creation {
            Creation::UnderWay { step: Step::Checking, .. } => text.create.checking,
            Creation::UnderWay { step: Step::Looking, .. } => text.create.looking,
            _ => text.create.posting,
        })
    };
    store.creation.with_untracked(|creation| match creation {
        Creation::UnderWay { order, .. } => {
            let body = fragment()
                .child(el("p[role=status]").text_with(sentence))
                .child(waiting(text, &store.reach.wait));
            Some(framed(store, text, &order.target, Exit::None, body))
        }
        _ => None,
    })
}

fn naming(store: Store, text: &'static Text) -> Option<El> {
    store.creation.with_untracked(|creation| match creation {
        Creation::Naming { target, refused, .. } => {
            let body = form(store, text, target, refused.as_ref());
            let exit = exit(store, State::ask_to_close_creation);
            Some(framed(store, text, target, exit, body))
        }
        _ => None,
    })
}

fn form(store: Store, text: &'static Text, target: &Target, refused: Option<&Failure>) -> El {
    let Form { name, description, .. } = &store.form;
    let wrong_name = move || name.with(|name| token_name_problem(name));
    let wrong_description =
        move || description.with(|description| description_problem(description));
    let (name_field, line) = field(Field {
        id: "token-name",
        label: text.create.name.to_owned(),
        hint: text.create.name_hint,
        value: name,
        problem: Box::new(move || wrong_name().map(|wrong| token_text_problem(text, wrong))),
    });
    focus_soon(&line);
    let (description_field, _) = field(Field {
        id: "token-description",
        label: text.create.description.to_owned(),
        hint: text.create.description_hint,
        value: description,
        problem: Box::new(move || wrong_description().map(|wrong| token_text_problem(text, wrong))),
    });
    // Before 16.2 GitLab may or may not refuse a third token.
    let may_be_limited = store.token_limit() == TokenLimit::Perhaps;
    el("form")
        .child(paragraph(&shown(&target.project_path)).class("muted"))
        .maybe(may_be_limited.then(|| notice(Tone::Plain).text(text.create.perhaps_limited)))
        .maybe(refused.map(|why| failure_notice(text, Tone::Danger, why, &store.entry.gitlab)))
        .child(name_field)
        .child(description_field)
        .child(
            actions()
                .child(
                    button(Kind::Plain, text.ui.cancel).calls(store, State::ask_to_close_creation),
                )
                .child(submit(Kind::Primary, text.create.submit)),
        )
        .on_submit(move || {
            if untrack(wrong_name).is_none() && untrack(wrong_description).is_none() {
                store.order_token(name.get_untracked(), description.get_untracked());
            }
        })
}
