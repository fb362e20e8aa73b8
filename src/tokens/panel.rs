//! The tokens of the open agent.

use super::card::card;
use crate::store::{AgentFacts, Barrier, Right, Store, Target, TokensRead};
use crate::text::{Text, failure_text, fill};
use crate::ui::{Tone, notice, slots};
use agent_ops::model::{Row, TokenLimit};
use leptos::prelude::*;

/// The tokens, as last read, with the way to another one.
pub(crate) fn panel(store: Store, text: &'static Text, facts: Memo<Option<AgentFacts>>) -> AnyView {
    let Some(target) = facts.get_untracked().map(|facts| facts.target) else {
        return ().into_any();
    };
    store.look_at_tokens(target.project, target.agent);
    let agent = target.agent;
    let read = Memo::new(move |_| store.tokens_of(agent));
    let list_target = StoredValue::new(target.clone());
    view! {
        <section class={"tokens"} aria-labelledby="tokens-title">
            {head(store, text, target, read)}
            {move || read.get().map(|read| list(store, text, list_target.get_value(), &read))}
            {move || read.get().is_none().then(|| view! {
                <div class={"skeleton"} role="status" aria-label=text.tokens.reading></div>
            })}
        </section>
    }
    .into_any()
}

fn head(
    store: Store,
    text: &'static Text,
    target: Target,
    read: Memo<Option<TokensRead>>,
) -> AnyView {
    let taken = Memo::new(move |_| {
        let count = read.with(|read| read.as_ref()?.rows.as_ref().map(|rows| rows.len()))?;
        u8::try_from(count).ok()
    });
    let project = target.project;
    let right = Memo::new(move |_| store.right(project));
    let full = move || is_full(store, taken.get());
    let barred = move || right.get() != Right::Granted || full();
    let reason = move || match right.get() {
        Right::Barred(Barrier::Scope) => Some(text.rights.scope),
        Right::Barred(Barrier::Role) => Some(text.rights.role),
        Right::Barred(Barrier::Archived) => Some(text.rights.archived),
        Right::Granted if full() => Some(text.tokens.both_taken),
        Right::Granted => None,
    };
    let label = move || match taken.get() {
        Some(taken) => fill(text.tokens.slots_used, &[&taken.to_string()]),
        None => text.tokens.slots_unknown.to_owned(),
    };
    let click = move |_| {
        if !untrack(barred) {
            store.begin_creation(target.clone());
        }
    };
    let is_first = move || taken.get() == Some(0);
    view! {
        <div class={"tokens__head"}>
            <h3 id="tokens-title" class={"tokens__title"}>{text.tokens.title}</h3>
            {move || slots(taken.get(), 2, label())}
            <span class={"muted"}>{label}</span>
            <button
                type="button"
                class=move || if is_first() { "button button--primary" } else { "button" }
                aria-disabled=move || barred().to_string()
                aria-describedby="create-reason"
                on:click=click
            >
                {move || if is_first() { text.tokens.create_first } else { text.tokens.create }}
            </button>
        </div>
        <div id="create-reason">
            {move || reason().map(|reason| notice(Tone::Warning, reason))}
        </div>
        {move || (is_first() && !barred()).then(|| notice(Tone::Plain, text.tokens.unfinished))}
    }
    .into_any()
}

/// Whether GitLab would refuse another token.
fn is_full(store: Store, taken: Option<u8>) -> bool {
    let limit = store
        .session()
        .and_then(|session| {
            session.instance.as_ref().map(|instance| instance.version.token_limit())
        })
        .unwrap_or(TokenLimit::Two);
    limit == TokenLimit::Two && taken.is_some_and(|taken| taken >= 2)
}

fn list(store: Store, text: &'static Text, target: Target, read: &TokensRead) -> AnyView {
    let failure = read.failure.as_ref().map(|failure| {
        let told = failure_text(text, failure, &store.entry.gitlab.get_untracked());
        let (project, agent) = (target.project, target.agent);
        notice(
            Tone::Danger,
            view! {
                <p><b>{told.title}</b></p>
                <p>{told.advice}</p>
                <button type="button" class={"button"} on:click=move |_| store.look_at_tokens(project, agent)>
                    {text.ui.try_again}
                </button>
            },
        )
    });
    let Some(rows) = &read.rows else {
        return failure.into_any();
    };
    let names = rows
        .iter()
        .filter_map(|row| match row {
            Row::Read(token) => Some(token.name.as_str()),
            Row::Unreadable { .. } => None,
        })
        .collect::<Vec<_>>();
    let cards = rows
        .iter()
        .map(|row| match row {
            Row::Read(token) => {
                let is_twin = names.iter().filter(|name| **name == token.name).count() > 1;
                card(store, text, target.clone(), token.clone(), is_twin)
            }
            Row::Unreadable { id } => {
                let number = id.map(|id| id.to_string()).unwrap_or_default();
                notice(Tone::Warning, fill(text.tokens.unreadable, &[&number]))
            }
        })
        .collect_view();
    view! {
        {failure}
        {rows.is_empty().then(|| view! { <p class={"muted"}>{text.tokens.none}</p> })}
        <ul class={"tokens__list"} aria-label=text.tokens.title>{cards}</ul>
    }
    .into_any()
}
