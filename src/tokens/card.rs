//! One token.

use crate::store::{CreatorText, FirstContact, Right, Store, Target};
use crate::text::{Text, fill, shown, time_view};
use crate::ui::{El, Kind, button, el, fragment, paragraph};
use agent_ops::config::Feature;
use agent_ops::model::{LastUsed, Token, TokenStatus};
use leptos::prelude::untrack;

/// A token with every field GitLab tells. `is_twin` marks one whose name another has as well.
pub(super) fn card(
    store: Store,
    text: &'static Text,
    target: Target,
    token: Token,
    is_twin: bool,
) -> El {
    let id = token.id;
    let status = match &token.status {
        TokenStatus::Active => None,
        TokenStatus::Revoked => Some(text.tokens.revoked.to_owned()),
        TokenStatus::Other(word) => Some(shown(word)),
    };
    let head = el("div.token__head")
        .child(el("b.token__name").text(&shown(&token.name)))
        .child(el("span.token__id").text(&("#".to_owned() + &id.to_string())))
        .maybe(status.map(|status| el("span.badge").text(&status)))
        .maybe(store.offers(Feature::Revoke).then(|| revoke_button(store, text, &target, &token)));
    let description = token.description.as_deref().filter(|description| !description.is_empty());
    el("li.token")
        .attr("data-token-id", &id.to_string())
        .child(head)
        .child(used(store, text, &token))
        .child(created(store, text, &token))
        .maybe(description.map(|text| paragraph(&shown(text)).class("token__description")))
        .maybe(is_twin.then(|| paragraph(text.tokens.twin).class("token__twin")))
}

fn revoke_button(store: Store, text: &'static Text, target: &Target, token: &Token) -> El {
    let project = target.project;
    let right = move || store.right(project);
    let label = fill(text.tokens.revoke_label, &[&shown(&token.name), &token.id.to_string()]);
    let (target, token) = (target.clone(), token.clone());
    let click = move || {
        if untrack(right) == Right::Granted {
            store.begin_revocation(target.clone(), token.clone());
        }
    };
    button(Kind::Danger, text.tokens.revoke, click)
        .attr("aria-label", &label)
        .state("aria-disabled", move || right() != Right::Granted)
        .attr("aria-describedby", "create-reason")
}

fn used(store: Store, text: &'static Text, token: &Token) -> El {
    let (id, agent, last_used) = (token.id, token.agent, token.last_used);
    el("p.token__use").slot(move || {
        let line = el("span");
        Some(match (store.first_contact_of(agent), last_used) {
            (FirstContact::Waiting { token, .. }, LastUsed::Never) if token == id => {
                line.attr("role", "status").text(text.tokens.waiting)
            }
            _ => last_used_words(store, text, line, last_used),
        })
    })
}

/// Adds to `line` when a token was last used, as far as GitLab tells.
pub(super) fn last_used_words(
    store: Store,
    text: &'static Text,
    line: El,
    last_used: LastUsed,
) -> El {
    match last_used {
        LastUsed::At(at) => {
            line.text(text.tokens.used).text(" ").child(time_view(text, at, &store.now))
        }
        LastUsed::Never => line.text(text.tokens.never_used),
        LastUsed::Unknown => line.text(text.tokens.use_unknown),
    }
}

fn created(store: Store, text: &'static Text, token: &Token) -> El {
    let (at, by) = (token.created_at, token.created_by);
    let creator = move || {
        let name = match store.creator(by) {
            CreatorText::Name(name) => shown(&name),
            CreatorText::Number(id) => fill(text.agents.user_number, &[&id.to_string()]),
            CreatorText::Deleted => text.agents.account_deleted.to_owned(),
            CreatorText::Unstated => return String::new(),
        };
        fill(text.tokens.by, &[&name])
    };
    let when = move || Some(time_view(text, at?, &store.now));
    let words = fragment().text(text.tokens.created).text(" ");
    el("p.token__created").child(words).slot(when).text(" ").text_with(creator)
}
