//! The tokens of the open agent.

use super::card::{Marks, card};
use crate::store::{Store, TokensRead};
use crate::text::{Text, failure_notice, fill, waiting};
use crate::ui::{El, Kind, Tone, button, digits, el, fragment, muted, notice, slots};
use console_core::config::Feature;
use console_core::model::{AgentId, ProjectId, Row, Token, TokenLimit};
use leptos::prelude::untrack;

/// The tokens, as last read, with the way to another one.
pub(crate) fn panel(store: Store, text: &'static Text, project: ProjectId, agent: AgentId) -> El {
    store.look_at_tokens(project, agent);
    let head = head(store, text, project, agent);
    el("section.tokens[aria-labelledby=tokens-title]").child(head).slot_by(
        move || store.with_tokens_of(agent, |read| read.version),
        move |_| {
            let list = store.with_tokens_of(agent, |read| list(store, text, project, agent, read));
            let skeleton = || {
                fragment()
                    .child(el("div.skeleton[role=status]").attr("aria-label", text.tokens.reading))
                    .child(waiting(text, &store.reach.wait))
            };
            Some(list.unwrap_or_else(skeleton))
        },
    )
}

fn head(store: Store, text: &'static Text, project: ProjectId, agent: AgentId) -> El {
    let taken = move || u8::try_from(store.token_count(agent)?).ok();
    let creates = store.offers(Feature::Create);
    let reason = move || {
        let full = || (creates && is_full(store, taken())).then_some(text.tokens.both_taken);
        store.right(project).barrier(text).or_else(full)
    };
    let is_first = move || taken() == Some(0);
    let click = move || {
        if untrack(reason).is_none() {
            store.begin_creation();
        }
    };
    let create = button(Kind::Plain, "")
        .on_click(click)
        .attr_with(
            "class",
            move || {
                if is_first() { Kind::Primary.class() } else { Kind::Plain.class() }
            },
        )
        .state("aria-disabled", move || reason().is_some())
        .attr("aria-describedby", "create-reason")
        .text_with(move || if is_first() { text.tokens.create_first } else { text.tokens.create });
    let bar = el("div.tokens__head")
        .child(el("h3.tokens__title[id=tokens-title]").text(text.tokens.title))
        .slot(move || Some(meter(text, taken())))
        .maybe(creates.then_some(create));
    let reasons = el("div[id=create-reason]")
        .slot(move || reason().map(|reason| notice(Tone::Warning).text(reason)));
    // The buttons that revoke refer to it as well.
    let reasons = (creates || store.offers(Feature::Revoke)).then_some(reasons);
    fragment().child(bar).maybe(reasons).slot(move || {
        let is_unfinished = creates && is_first() && reason().is_none();
        is_unfinished.then(|| notice(Tone::Plain).text(text.tokens.unfinished))
    })
}

fn meter(text: &'static Text, taken: Option<u8>) -> El {
    let told = |label: &str| fragment().child(slots(taken, 2, label)).child(muted(label));
    match taken {
        Some(taken) => told(&fill(text.tokens.slots_used, &[&digits(taken.into())])),
        None => told(text.tokens.slots_unknown),
    }
}

/// Whether GitLab would refuse another token.
fn is_full(store: Store, taken: Option<u8>) -> bool {
    store.token_limit() == TokenLimit::Two && taken.is_some_and(|taken| taken >= 2)
}

fn list(
    store: Store,
    text: &'static Text,
    project: ProjectId,
    agent: AgentId,
    read: &TokensRead,
) -> El {
    let mut page = fragment();
    if let Some(failure) = &read.failure {
        let again = move || store.look_at_tokens(project, agent);
        let told = failure_notice(text, Tone::Danger, failure, &store.entry.gitlab);
        page = page.child(told.child(button(Kind::Plain, text.ui.try_again).on_click(again)));
    }
    let Some(rows) = &read.rows else { return page };
    let lost = store.lost_tokens(agent, rows);
    let mut list = el("ul.tokens__list").attr("aria-label", text.tokens.title);
    for row in rows {
        list = list.child(match row {
            Row::Read(token) => {
                let is_lost = lost.iter().any(|lost| lost.token == token.id);
                let marks = Marks { is_twin: has_twin(rows, token), is_lost };
                card(store, text, project, token, &marks)
            }
            Row::Unreadable { id } => {
                let number = id.map(digits).unwrap_or_default();
                let sentence = fill(text.tokens.unreadable, &[&number]);
                el("li").child(notice(Tone::Warning).text(&sentence))
            }
        });
    }
    if rows.is_empty() {
        page = page.child(muted(text.tokens.none));
    }
    page.child(list)
}

/// Whether another token in the list has the name of this one.
fn has_twin(rows: &[Row<Token>], token: &Token) -> bool {
    rows.iter().any(|row| match row {
        Row::Read(other) => other.id != token.id && other.name == token.name,
        Row::Unreadable { .. } => false,
    })
}
