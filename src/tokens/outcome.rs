//! A creation whose reply was lost: what is known, and what can be done.

use crate::store::{Creation, Outcome, Store, Target};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{Dialog, Exit, Tone, dialog, notice};
use agent_ops::intent::Certainty;
use agent_ops::model::Token;
use leptos::prelude::*;

/// The dialog for an outcome other than a revealed value.
pub(super) fn outcome(store: Store, text: &'static Text) -> AnyView {
    let body = store.creation.with_untracked(|creation| {
        let Creation::Ended { target, outcome, .. } = creation else { return None };
        let title = fill(text.create.title, &[&shown(&target.agent_name)]);
        Some((title, body(store, text, target, outcome)))
    });
    let Some((title, body)) = body else { return ().into_any() };
    dialog(Dialog {
        id: "create-title",
        title,
        exit: Exit::Asks(Callback::new(move |()| store.ask_to_close_creation())),
        class: "dialog--narrow",
        body,
    })
}

fn body(store: Store, text: &'static Text, target: &Target, outcome: &Outcome) -> AnyView {
    match outcome {
        Outcome::Orphaned { token, certainty } => {
            orphan(store, text, target.clone(), token.clone(), *certainty)
        }
        Outcome::Unresolved { cause } => {
            let told = failure_text(text, cause, &store.entry.gitlab.get_untracked());
            let explained = notice(
                Tone::Warning,
                view! {
                    <p><b>{text.create.unresolved}</b></p>
                    <p>{told.title} " " {told.advice}</p>
                },
            );
            let look = move |()| store.look_again();
            actions(store, text, explained, Some((text.ui.look_again, Callback::new(look))))
        }
        Outcome::NotCreated => {
            let explained = notice(Tone::Warning, text.create.not_created);
            let target = target.clone();
            let again = move |()| store.begin_creation(target.clone());
            actions(store, text, explained, Some((text.ui.try_again, Callback::new(again))))
        }
    }
}

fn orphan(
    store: Store,
    text: &'static Text,
    target: Target,
    token: Token,
    certainty: Certainty,
) -> AnyView {
    let sentence = match certainty {
        Certainty::Sure => text.create.orphan,
        Certainty::Probable => text.create.orphan_probable,
    };
    let sentence = fill(sentence, &[&shown(&token.name), &token.id.to_string()]);
    let explained = notice(
        Tone::Warning,
        view! { <p><b>{sentence}</b></p> <p>{text.create.orphan_advice}</p> },
    );
    let revoke = move |()| {
        store.ask_to_close_creation();
        store.begin_revocation(target.clone(), token.clone());
    };
    actions(store, text, explained, Some((text.create.revoke_orphan, Callback::new(revoke))))
}

fn actions(
    store: Store,
    text: &'static Text,
    explained: AnyView,
    next: Option<(&'static str, Callback<()>)>,
) -> AnyView {
    view! {
        {explained}
        <div class={"dialog__actions"}>
            <button type="button" class={"button"} on:click=move |_| store.ask_to_close_creation()>
                {text.ui.close}
            </button>
            {next.map(|(label, act)| view! {
                <button type="button" class={"button button--primary"} on:click=move |_| act.run(())>
                    {label}
                </button>
            })}
        </div>
    }
    .into_any()
}
