//! One token.

use crate::store::{FirstContact, Right, Store};
use crate::text::{Text, fill, shown, time_view};
use crate::ui::{El, Kind, button, digits, el, fragment, paragraph};
use agent_ops::model::{LastUsed, ProjectId, Token, TokenStatus};
use leptos::prelude::untrack;

/// A token with every field GitLab tells. `is_twin` marks one whose name another has as well.
pub(super) fn card(
    store: Store,
    text: &'static Text,
    project: ProjectId,
    token: &Token,
    is_twin: bool,
) -> El {
    let id = digits(token.id.0);
    let status = match &token.status {
        TokenStatus::Active => None,
        TokenStatus::Revoked => Some(text.tokens.revoked.to_owned()),
        TokenStatus::Other(word) => Some(shown(word)),
    };
    let head = el("div.token__head")
        .child(el("b.token__name").text(&shown(&token.name)))
        .child(el("span.token__id").text(&fill("#{0}", &[&id])))
        .maybe(status.map(|status| el("span.badge").text(&status)))
        .child(revoke_button(store, text, project, token, &id));
    let description = token.description.as_deref().filter(|description| !description.is_empty());
    el("li.token")
        .attr("data-token-id", &id)
        .child(head)
        .child(used(store, text, token))
        .child(created(store, text, token))
        .maybe(description.map(|text| paragraph(&shown(text)).class("token__description")))
        .maybe(is_twin.then(|| paragraph(text.tokens.twin).class("token__twin")))
}

fn revoke_button(
    store: Store,
    text: &'static Text,
    project: ProjectId,
    token: &Token,
    number: &str,
) -> El {
    let right = move || store.right(project);
    let label = fill(text.tokens.revoke_label, &[&shown(&token.name), number]);
    let (agent, id) = (token.agent, token.id);
    let click = move || {
        if untrack(right) == Right::Granted {
            store.begin_revocation(agent, id);
        }
    };
    button(Kind::Danger, text.tokens.revoke)
        .on_click(click)
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
    let creator = move || store.creator(by).by(text);
    let when = move || Some(time_view(text, at?, &store.now));
    let words = fragment().text(text.tokens.created).text(" ");
    el("p.token__created").child(words).slot(when).text(" ").text_with(creator)
}
