//! The tokens of the open agent.

use super::card::TokenCard;
use crate::components::{Button, Notice};
use crate::feedback::{FailureNotice, LateNotice};
use crate::store::{Change, use_session, use_store, use_text};
use crate::text::{Text, fill};
use crate::ui::{Kind, Tone, digits, slots};
use console_core::config::Feature;
use console_core::failure::Failure;
use console_core::model::{AgentId, ProjectId, Row, Token, TokenLimit};
use leptos::prelude::*;
use std::borrow::Cow;

/// The tokens, as last read, with the way to another one.
#[component]
pub(crate) fn TokenPanel(project: ProjectId, agent: AgentId) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    session.get().look_at_tokens(project, agent);
    let version = Memo::new(move |_| session.get().with_tokens_of(agent, |read| read.version));
    view! {
        <section class="tokens" aria-labelledby="tokens-title">
            <PanelHead project agent/>
            {move || {
                version.get();
                let read = untrack(|| {
                    session.get().with_tokens_of(agent, |read| {
                        (read.failure.clone(), read.rows.clone())
                    })
                });
                match read {
                    Some((failure, rows)) => {
                        view! { <TokenList project agent failure rows/> }.into_any()
                    }
                    None => view! {
                        <div class="skeleton" role="status" aria-label=text.tokens.reading></div>
                        <LateNotice/>
                    }
                    .into_any(),
                }
            }}
        </section>
    }
}

#[component]
fn PanelHead(project: ProjectId, agent: AgentId) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let taken = move || u8::try_from(session.get().token_count(agent)?).ok();
    let creates = store.get().offers(Feature::Create);
    let is_limited = session.get().token_limit() == TokenLimit::Two;
    let reason = move || {
        let full = || full_reason(text, taken().filter(|_| creates && is_limited));
        session.get().right(Change::CreateToken, project).barrier(text).or_else(full)
    };
    // What stands in the way of both is said once.
    let revoke_reason = move || {
        let barrier = session.get().right(Change::RevokeToken, project).barrier(text)?;
        (reason().as_ref() != Some(&barrier)).then_some(barrier)
    };
    let is_first = move || taken() == Some(0);
    let click = move || {
        if untrack(reason).is_none() {
            session.get().begin_creation();
        }
    };
    let kind = Signal::derive(move || if is_first() { Kind::Primary } else { Kind::Plain });
    let label = Signal::derive(move || {
        let label = if is_first() { text.tokens.create_first } else { text.tokens.create };
        label.to_owned()
    });
    let blocked = Signal::derive(move || reason().is_some());
    let is_unfinished = move || creates && is_first() && reason().is_none();
    view! {
        <div class="tokens__head">
            <h3 class="tokens__title" id="tokens-title">{text.tokens.title}</h3>
            {move || view! { <Meter taken=taken()/> }}
            {creates.then(|| view! { <Button kind label blocked described_by="create-reason" on_click=click/> })}
        </div>
        // The buttons that revoke refer to it as well.
        {(creates || store.get().offers(Feature::Revoke)).then(|| view! {
            <div id="create-reason">
                {move || reason().map(|reason| view! {
                    <Notice tone=Tone::Warning>{reason}</Notice>
                })}
            </div>
            <div id="revoke-reason">
                {move || revoke_reason().map(|reason| view! {
                    <Notice tone=Tone::Warning>{reason}</Notice>
                })}
            </div>
        })}
        {move || is_unfinished().then(|| view! {
            <Notice tone=Tone::Plain>{text.tokens.unfinished}</Notice>
        })}
    }
}

#[component]
fn Meter(taken: Option<u8>) -> impl IntoView {
    let text = use_text();
    let label = match taken {
        Some(taken) => fill(text.tokens.slots_used, &[&digits(taken.into())]),
        None => text.tokens.slots_unknown.to_owned(),
    };
    view! {
        {slots(taken, 2, &label)}
        <span class="muted">{label}</span>
    }
}

/// Why GitLab would refuse another token, and how many have to go before it would not.
fn full_reason(text: &'static Text, taken: Option<u8>) -> Option<Cow<'static, str>> {
    match taken? {
        0 | 1 => None,
        2 => Some(text.tokens.both_taken.into()),
        taken => {
            let [taken, too_many] = [taken, taken - 1].map(|count| digits(count.into()));
            Some(fill(text.tokens.over_limit, &[&taken, &too_many]).into())
        }
    }
}

#[component]
fn TokenList(
    project: ProjectId,
    agent: AgentId,
    failure: Option<Failure>,
    rows: Option<Vec<Row<Token>>>,
) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let lost = rows.as_ref().map(|rows| session.get().lost_tokens(agent, rows)).unwrap_or_default();
    let list = rows.map(|rows| {
        let items = rows
            .iter()
            .map(|row| match row {
                Row::Read(token) => {
                    let is_lost = lost.iter().any(|lost| lost.token == token.id);
                    let is_twin = has_twin(&rows, token);
                    view! { <TokenCard project token=token.clone() is_twin is_lost/> }.into_any()
                }
                Row::Unreadable { id } => {
                    let number = id.map(digits).unwrap_or_default();
                    let sentence = fill(text.tokens.unreadable, &[&number]);
                    view! { <li><Notice tone=Tone::Warning>{sentence}</Notice></li> }.into_any()
                }
            })
            .collect_view();
        view! {
            {rows.is_empty().then(|| view! { <span class="muted">{text.tokens.none}</span> })}
            <ul class="tokens__list" aria-label=text.tokens.title>{items}</ul>
        }
    });
    view! {
        {failure.map(|failure| view! {
            <FailureNotice tone=Tone::Danger failure>
                <Button
                    kind=Kind::Plain
                    label=text.ui.try_again
                    on_click=move || session.get().look_at_tokens(project, agent)
                />
            </FailureNotice>
        })}
        {list}
    }
}

/// Whether another token in the list has the name of this one.
fn has_twin(rows: &[Row<Token>], token: &Token) -> bool {
    rows.iter().any(|row| match row {
        Row::Read(other) => other.id != token.id && other.name == token.name,
        Row::Unreadable { .. } => false,
    })
}
