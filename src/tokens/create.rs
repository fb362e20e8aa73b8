//! Naming a new token, and every way its creation can go.

use super::outcome::Ended;
use super::reveal::Reveal;
use crate::components::{Button, Dialog, DialogActions, Notice, Submit, TextField};
use crate::feedback::{FailureNotice, LateNotice, LockNotice};
use crate::store::{Form, Target, use_session, use_text};
use crate::text::{fill, shown, token_text_problem};
use crate::ui::{Exit, Kind, Tone, exit};
use console_core::dialog::{Order, OrderId, Outcome, Shown, Stage, TokenDialog};
use console_core::failure::Failure;
use console_core::model::{TokenId, TokenLimit};
use console_core::names::{description_problem, token_name_problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::mem::{Discriminant, discriminant};

/// What the dialog shows. The revealed value is not in it: it stays in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scene {
    Closed,
    Naming,
    UnderWay(OrderId),
    Revealed(OrderId),
    /// It differs by what is said: the first token that is found and how many more, that nothing is known, or that there is none.
    Ended(OrderId, Option<(TokenId, usize)>, Discriminant<Outcome>),
}

/// The dialog, as long as somebody creates a token.
#[component]
pub(crate) fn CreateDialog() -> impl IntoView {
    let session = use_session();
    // A scene that stays the same keeps its view: a revealed value is never shown anew.
    let scene = Memo::new(move |_| session.get().orders.creation.with(scene_of));
    move || match scene.get() {
        Scene::Closed => ().into_any(),
        Scene::Naming => view! { <Naming/> }.into_any(),
        Scene::Revealed(_) => view! { <Reveal/> }.into_any(),
        Scene::UnderWay(_) => view! { <UnderWay/> }.into_any(),
        Scene::Ended(..) => view! { <Ended/> }.into_any(),
    }
}

fn scene_of(dialog: &TokenDialog) -> Scene {
    match dialog.shown() {
        Shown::Nothing => Scene::Closed,
        Shown::Naming { .. } => Scene::Naming,
        Shown::Order(Order { id, stage: Stage::Ended(outcome), .. }) => {
            let found = match outcome {
                Outcome::Orphaned { orphans } => Some((orphans.first.id, orphans.more.len())),
                _ => None,
            };
            Scene::Ended(*id, found, discriminant(outcome))
        }
        Shown::Order(order) => Scene::UnderWay(order.id),
        Shown::Value(value) => Scene::Revealed(value.order),
    }
}

/// The dialog's frame, the same at every stage before the end.
#[component]
pub(super) fn CreationFrame(target: Target, exit: Exit, children: Children) -> impl IntoView {
    let title = fill(use_text().create.title, &[&shown(&target.agent_name)]);
    view! { <Dialog id="create-title" title exit><LockNotice/>{children()}</Dialog> }
}

#[component]
fn UnderWay() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let sentence = move || {
        session.get().orders.creation.with(|dialog| match dialog.shown() {
            Shown::Order(Order { stage: Stage::Checking, .. }) => text.create.checking,
            Shown::Order(Order { stage: Stage::Looking, .. }) => text.create.looking,
            _ => text.create.posting,
        })
    };
    let target = session.get().orders.creation.with_untracked(|dialog| match dialog.shown() {
        Shown::Order(order) => Some(order.target.clone()),
        _ => None,
    })?;
    Some(view! {
        <CreationFrame target exit=Exit::None>
            <p role="status">{sentence}</p>
            <LateNotice/>
        </CreationFrame>
    })
}

#[component]
fn Naming() -> impl IntoView {
    let session = use_session();
    let (target, refused) =
        session.get().orders.creation.with_untracked(|dialog| match dialog.shown() {
            Shown::Naming { target, refused } => Some((target.clone(), refused.cloned())),
            _ => None,
        })?;
    Some(view! {
        <CreationFrame
            target=target.clone()
            exit=exit(move || session.get().ask_to_close_creation())
        >
            <NamingForm target refused/>
        </CreationFrame>
    })
}

#[component]
fn NamingForm(target: Target, refused: Option<Failure>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let Form { name, description, .. } = session.get().form.clone();
    let wrong_name = move || session.get().form.name.with(|name| token_name_problem(name));
    let wrong_description =
        move || session.get().form.description.with(|description| description_problem(description));
    // Before 16.2 GitLab may or may not refuse a third token.
    let may_be_limited = session.get().token_limit() == TokenLimit::Perhaps;
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(wrong_name).is_none() && untrack(wrong_description).is_none() {
            let Form { name, description, .. } = session.get().form.clone();
            session.get().order_token(name.get_untracked(), description.get_untracked());
        }
    };
    view! {
        <form novalidate on:submit=send>
            <p class="muted">{shown(&target.project_path)}</p>
            {may_be_limited.then(|| view! {
                <Notice tone=Tone::Plain>{text.create.perhaps_limited}</Notice>
            })}
            {refused.map(|failure| view! { <FailureNotice tone=Tone::Danger failure/> })}
            <TextField
                id="token-name"
                label=text.create.name
                hint=text.create.name_hint
                value=name.clone()
                problem=Signal::derive(move || wrong_name().map(|wrong| token_text_problem(text, wrong)))
                has_focus=true
            />
            <TextField
                id="token-description"
                label=text.create.description
                hint=text.create.description_hint
                value=description.clone()
                problem=Signal::derive(move || {
                    wrong_description().map(|wrong| token_text_problem(text, wrong))
                })
            />
            <DialogActions>
                <Button
                    kind=Kind::Plain
                    label=text.ui.cancel
                    on_click=move || session.get().ask_to_close_creation()
                />
                <Submit kind=Kind::Primary label=text.create.submit/>
            </DialogActions>
        </form>
    }
}
