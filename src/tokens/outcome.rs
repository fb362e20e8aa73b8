//! A creation whose reply was lost: what is known, and what can be done.

use super::create::CreationFrame;
use crate::components::{Button, DialogActions, Notice};
use crate::feedback::FailureNotice;
use crate::store::{Creation, Outcome, State, Store, use_store, use_text};
use crate::text::{fill, shown};
use crate::ui::{Kind, Tone, digits, exit};
use console_core::config::Feature;
use console_core::intent::Certainty;
use console_core::model::Token;
use leptos::prelude::*;

/// The dialog for an outcome other than a revealed value.
#[component]
pub(super) fn Ended() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let (target, outcome) = store.creation.with_untracked(|creation| match creation {
        Creation::Ended { order, outcome } => Some((order.target.clone(), outcome.clone())),
        _ => None,
    })?;
    let (told, act) = match outcome {
        Outcome::Orphaned { token, certainty } => (
            view! { <Orphan token certainty/> }.into_any(),
            store.offers(Feature::Revoke).then(|| view! { <Replace/> }.into_any()),
        ),
        Outcome::Unresolved { cause } => (
            view! {
                <p><b>{text.create.unresolved}</b></p>
                <FailureNotice tone=Tone::Warning failure=cause/>
            }
            .into_any(),
            Some(
                view! {
                    <Button
                        kind=Kind::Primary
                        label=text.ui.look_again
                        on_click=move || store.look_again()
                    />
                }
                .into_any(),
            ),
        ),
        Outcome::NotCreated => (
            view! {
                <Notice tone=Tone::Warning>
                    {move || if is_open(store) {
                        text.create.not_created_yet
                    } else {
                        text.create.not_created
                    }}
                </Notice>
            }
            .into_any(),
            Some(
                view! {
                    <Button
                        kind=Kind::Primary
                        label=text.ui.try_again
                        on_click=move || store.create_again()
                    />
                }
                .into_any(),
            ),
        ),
    };
    Some(view! {
        <CreationFrame target exit=exit(store, State::ask_to_close_creation)>
            {told}
            <DialogActions>
                <Button
                    kind=Kind::Plain
                    label=text.ui.close
                    on_click=move || store.ask_to_close_creation()
                />
                {act}
            </DialogActions>
        </CreationFrame>
    })
}

#[component]
fn Orphan(token: Token, certainty: Certainty) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
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
    view! {
        <Notice tone=Tone::Warning>
            <p><b>{told}</b></p>
            <p>{advice}</p>
        </Notice>
    }
}

/// The way to another token. As long as the value may come, it is not the thing to do next.
#[component]
fn Replace() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let kind = Signal::derive(move || if is_open(store) { Kind::Plain } else { Kind::Primary });
    view! {
        <Button kind label=text.create.replace on_click=move || store.replace_orphan()/>
    }
}

/// Whether the reply that was waited for may still come.
fn is_open(store: Store) -> bool {
    store.creation.with(Creation::is_request_open)
}
