//! The tokens of the open agent.

use super::card::card;
use crate::store::{Barrier, Right, Store, Target, TokensRead};
use crate::text::{Text, failure_notice, fill};
use crate::ui::{El, Kind, Tone, button, el, fragment, muted, notice, slots};
use agent_ops::config::Feature;
use agent_ops::model::{Row, TokenLimit};
use leptos::prelude::untrack;

/// The tokens, as last read, with the way to another one.
pub(crate) fn panel(store: Store, text: &'static Text, target: Target) -> El {
    store.look_at_tokens(target.project, target.agent);
    let agent = target.agent;
    let head = head(store, text, target.clone());
    el("section.tokens[aria-labelledby=tokens-title]").child(head).slot_by(
        move || store.tokens_of(agent),
        move |read| {
            Some(match read {
                Some(read) => list(store, text, &target, read),
                None => el("div.skeleton[role=status]").attr("aria-label", text.tokens.reading),
            })
        },
    )
}

fn head(store: Store, text: &'static Text, target: Target) -> El {
    let (project, agent) = (target.project, target.agent);
    let taken = move || u8::try_from(store.tokens_of(agent)?.rows?.len()).ok();
    let creates = store.offers(Feature::Create);
    let reason = move || match store.right(project) {
        Right::Barred(Barrier::Scope) => Some(text.rights.scope),
        Right::Barred(Barrier::Role) => Some(text.rights.role),
        Right::Barred(Barrier::Archived) => Some(text.rights.archived),
        Right::Granted => (creates && is_full(store, taken())).then_some(text.tokens.both_taken),
    };
    let is_first = move || taken() == Some(0);
    let click = move || {
        if untrack(reason).is_none() {
            store.begin_creation(target.clone());
        }
    };
    let create = button(Kind::Plain, "", click)
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
    let label = match taken {
        Some(taken) => fill(text.tokens.slots_used, &[&taken.to_string()]),
        None => text.tokens.slots_unknown.to_owned(),
    };
    fragment().child(slots(taken, 2, &label)).child(muted(&label))
}

/// Whether GitLab would refuse another token.
fn is_full(store: Store, taken: Option<u8>) -> bool {
    store.token_limit() == TokenLimit::Two && taken.is_some_and(|taken| taken >= 2)
}

fn list(store: Store, text: &'static Text, target: &Target, read: &TokensRead) -> El {
    let (project, agent) = (target.project, target.agent);
    let failure = read.failure.as_ref().map(|failure| {
        let again = move || store.look_at_tokens(project, agent);
        failure_notice(text, Tone::Danger, failure, &store.gitlab_name()).child(button(
            Kind::Plain,
            text.ui.try_again,
            again,
        ))
    });
    let Some(rows) = &read.rows else {
        return fragment().maybe(failure);
    };
    let name = |row: &Row<_>| match row {
        Row::Read(agent_ops::model::Token { name, .. }) => Some(name.clone()),
        Row::Unreadable { .. } => None,
    };
    let names = rows.iter().filter_map(name).collect::<Vec<_>>();
    let cards = rows.iter().map(|row| match row {
        Row::Read(token) => {
            let is_twin = names.iter().filter(|name| **name == token.name).count() > 1;
            card(store, text, target.clone(), token.clone(), is_twin)
        }
        Row::Unreadable { id } => {
            let number = id.map(|id| id.to_string()).unwrap_or_default();
            el("li").child(notice(Tone::Warning).text(&fill(text.tokens.unreadable, &[&number])))
        }
    });
    let list = el("ul.tokens__list").attr("aria-label", text.tokens.title).children(cards);
    fragment().maybe(failure).maybe(rows.is_empty().then(|| muted(text.tokens.none))).child(list)
}
