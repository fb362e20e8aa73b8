//! Naming a new token, and every way its creation can go.

use super::outcome::outcome;
use super::reveal::reveal;
use crate::store::{Creation, Step, Store, Target};
use crate::text::{Text, failure_text, fill, shown, token_text_problem};
use crate::ui::{Dialog, Exit, Field, Tone, dialog, field, notice};
use agent_ops::failure::Failure;
use agent_ops::model::TokenLimit;
use agent_ops::names::{description_problem, token_name_problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the dialog shows. The revealed value is not in it: it stays in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Closed,
    Naming,
    UnderWay,
    Revealed,
    Ended,
}

/// The dialog, as long as somebody creates a token.
pub(crate) fn create_dialog(store: Store, text: &'static Text) -> AnyView {
    // A stage that stays the same keeps its view: a revealed value is never shown anew.
    let stage = Memo::new(move |_| store.creation.with(stage));
    (move || match stage.get() {
        Stage::Closed => None,
        Stage::Naming => Some(naming(store, text)),
        Stage::Revealed => Some(reveal(store, text)),
        Stage::UnderWay => Some(under_way(store, text)),
        Stage::Ended => Some(outcome(store, text)),
    })
    .into_any()
}

fn stage(creation: &Creation) -> Stage {
    match creation {
        Creation::Closed => Stage::Closed,
        Creation::Naming { .. } => Stage::Naming,
        Creation::UnderWay { .. } => Stage::UnderWay,
        Creation::Ended { .. } => Stage::Ended,
        Creation::Revealed { .. } => Stage::Revealed,
    }
}

fn title(text: &'static Text, target: &Target) -> String {
    fill(text.create.title, &[&shown(&target.agent_name)])
}

fn under_way(store: Store, text: &'static Text) -> AnyView {
    let target = store.creation.with_untracked(|creation| match creation {
        Creation::UnderWay { target, .. } => Some(target.clone()),
        _ => None,
    });
    let Some(target) = target else { return ().into_any() };
    let sentence = move || {
        store.creation.with(|creation| match creation {
            Creation::UnderWay { step: Step::Checking, .. } => text.create.checking,
            Creation::UnderWay { step: Step::Looking, .. } => text.create.looking,
            _ => text.create.posting,
        })
    };
    dialog(Dialog {
        id: "create-title",
        title: title(text, &target),
        exit: Exit::None,
        class: "dialog--narrow",
        body: view! { <p role="status">{sentence}</p> }.into_any(),
    })
}

fn naming(store: Store, text: &'static Text) -> AnyView {
    let naming = store.creation.with_untracked(|creation| match creation {
        Creation::Naming { target, name, description, refused, .. } => {
            Some((target.clone(), name.clone(), description.clone(), refused.clone()))
        }
        _ => None,
    });
    let Some((target, name, description, refused)) = naming else { return ().into_any() };
    let name = RwSignal::new(name);
    let description = RwSignal::new(description);
    let wrong_name = Memo::new(move |_| name.with(|name| token_name_problem(name)));
    let wrong_description =
        Memo::new(move |_| description.with(|description| description_problem(description)));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if wrong_name.get_untracked().is_none() && wrong_description.get_untracked().is_none() {
            store.order_token(name.get_untracked(), description.get_untracked());
        }
    };
    let problem = move |problem| token_text_problem(text, problem);
    let body = view! {
        <form on:submit=on_submit novalidate>
            <p class={"muted"}>{shown(&target.project_path)}</p>
            {limit_notice(store, text)}
            {refused.map(|failure| refusal(store, text, &failure))}
            {field(Field {
                id: "token-name",
                label: text.create.name.to_owned(),
                hint: text.create.name_hint.to_owned(),
                value: name,
                problem: Signal::derive(move || wrong_name.get().map(problem)),
                autofocus: true,
                max_length: None,
                is_code: false,
            })}
            {field(Field {
                id: "token-description",
                label: text.create.description.to_owned(),
                hint: text.create.description_hint.to_owned(),
                value: description,
                problem: Signal::derive(move || wrong_description.get().map(problem)),
                autofocus: false,
                max_length: None,
                is_code: false,
            })}
            <div class={"dialog__actions"}>
                <button type="button" class={"button"} on:click=move |_| store.ask_to_close_creation()>
                    {text.ui.cancel}
                </button>
                <button type="submit" class={"button button--primary"}>{text.create.submit}</button>
            </div>
        </form>
    };
    dialog(Dialog {
        id: "create-title",
        title: title(text, &target),
        exit: Exit::Asks(Callback::new(move |()| store.ask_to_close_creation())),
        class: "dialog--narrow",
        body: body.into_any(),
    })
}

/// Says beforehand that this GitLab may refuse a third token.
fn limit_notice(store: Store, text: &'static Text) -> Option<AnyView> {
    let session = store.session()?;
    let limit = session.instance.as_ref()?.version.token_limit();
    (limit == TokenLimit::Perhaps).then(|| notice(Tone::Plain, text.create.perhaps_limited))
}

fn refusal(store: Store, text: &'static Text, failure: &Failure) -> AnyView {
    let told = failure_text(text, failure, &store.entry.gitlab.get_untracked());
    notice(
        Tone::Danger,
        view! {
            <p><b>{told.title}</b></p>
            <p>{told.advice}</p>
            <p class={"notice__detail"}>{told.detail}</p>
        },
    )
}
