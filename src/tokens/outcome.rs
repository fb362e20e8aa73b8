//! A creation whose reply was lost: what is known, and what can be done.

use super::create::CreationFrame;
use crate::components::{Button, DialogActions, Notice};
use crate::feedback::FailureNotice;
use crate::store::{Here, use_session, use_store, use_text};
use crate::text::{fill, shown};
use crate::ui::{Kind, Tone, digits, exit};
use console_core::config::Feature;
use console_core::dialog::{Order, Outcome, Shown, Stage, TokenDialog};
use console_core::intent::{Certainty, Orphans};
use console_core::model::{Token, TokenId};
use leptos::prelude::*;

/// The dialog for an outcome other than a revealed value.
#[component]
pub(super) fn Ended() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let (target, outcome) =
        session.get().orders.creation.with_untracked(|dialog| match dialog.shown() {
            Shown::Order(Order { target, stage: Stage::Ended(outcome), .. }) => {
                Some((target.clone(), outcome.clone()))
            }
            _ => None,
        })?;
    let (told, act) = match outcome {
        Outcome::Orphaned { orphans } => {
            let next = (!orphans.more.is_empty()).then_some(orphans.first.id);
            (
                view! { <Orphaned orphans/> }.into_any(),
                store.get().offers(Feature::Revoke).then(|| view! { <Replace next/> }.into_any()),
            )
        }
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
                        on_click=move || session.get().look_again()
                    />
                }
                .into_any(),
            ),
        ),
        Outcome::NotCreated { cause } => (
            view! {
                <p><b>
                    {move || if is_open(session) {
                        text.create.not_created_yet
                    } else {
                        text.create.not_created
                    }}
                </b></p>
                <FailureNotice tone=Tone::Warning failure=cause/>
            }
            .into_any(),
            Some(
                view! {
                    <Button
                        kind=Kind::Primary
                        label=text.ui.try_again
                        on_click=move || session.get().create_again()
                    />
                }
                .into_any(),
            ),
        ),
    };
    Some(view! {
        <CreationFrame target exit=exit(move || session.get().ask_to_close_creation())>
            {told}
            <DialogActions>
                <Button
                    kind=Kind::Plain
                    label=text.ui.close
                    on_click=move || session.get().ask_to_close_creation()
                />
                {act}
            </DialogActions>
        </CreationFrame>
    })
}

#[component]
fn Orphaned(orphans: Orphans) -> impl IntoView {
    let (session, create) = (use_session(), &use_text().create);
    let is_one = orphans.more.is_empty();
    let (lost, late, advice) = match (is_one, orphans.certainty) {
        (true, Certainty::Sure) => (create.orphan, create.orphan_late, create.orphan_advice),
        (true, Certainty::Probable) => {
            (create.orphan_probable, create.orphan_late, create.orphan_advice)
        }
        (false, Certainty::Sure) => (create.orphans, create.orphans_late, create.orphans_advice),
        (false, Certainty::Probable) => {
            (create.orphans_probable, create.orphans_late, create.orphans_advice)
        }
    };
    let (name, id) = (shown(&orphans.first.name), digits(orphans.first.id.0));
    let named = |token: &Token| fill("{0} #{1}", &[&shown(&token.name), &digits(token.id.0)]);
    let all = orphans.iter().map(named).collect::<Vec<_>>().join(", ");
    let told = move || {
        let template = if is_open(session) { late } else { lost };
        if is_one { fill(template, &[&name, &id]) } else { fill(template, &[&all]) }
    };
    let advice = move || if is_open(session) { create.late_advice } else { advice };
    view! {
        <Notice tone=Tone::Warning>
            <p><b>{told}</b></p>
            <p>{advice}</p>
        </Notice>
    }
}

/// The way to another token, by the `next` of several that have to be revoked first. As long as the value may come,
/// it is not the thing to do next.
#[component]
fn Replace(next: Option<TokenId>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let kind = Signal::derive(move || if is_open(session) { Kind::Plain } else { Kind::Primary });
    let label = match next {
        Some(next) => fill(text.create.replace_next, &[&digits(next.0)]),
        None => text.create.replace.to_owned(),
    };
    view! {
        <Button kind label on_click=move || session.get().replace_orphan()/>
    }
}

/// Whether the reply that was waited for may still come.
fn is_open(session: Here) -> bool {
    session.get().orders.creation.with(TokenDialog::awaits_answer)
}
