//! One token.

use crate::store::{FirstContact, Right, State, Store};
use crate::text::{Text, fill, shown, time_view};
use crate::ui::{El, Kind, button, digits, el, fragment, paragraph};
use console_core::config::Feature;
use console_core::model::{AgentId, LastUsed, ProjectId, Token, TokenId, TokenStatus};
use leptos::prelude::untrack;

/// What a token's card says besides what GitLab tells.
pub(super) struct Marks {
    /// Whether another token has its name.
    pub(super) is_twin: bool,
    /// Whether its value seems to be lost.
    pub(super) is_lost: bool,
}

/// A token with every field GitLab tells.
pub(super) fn card(
    store: Store,
    text: &'static Text,
    project: ProjectId,
    token: &Token,
    marks: &Marks,
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
        .maybe(status.map(|status| el("span.badge").text(&status)));
    let offers = store.offers(Feature::Revoke);
    let revoke = offers.then(|| {
        let label = fill(text.tokens.revoke_label, &[&shown(&token.name), &id]);
        let revoke = button(Kind::Danger, text.tokens.revoke).attr("aria-label", &label);
        where_allowed(store, revoke, project, token, State::begin_revocation)
    });
    let description = token.description.as_deref().filter(|description| !description.is_empty());
    el("li.token")
        .attr("data-token-id", &id)
        .child(head.maybe(revoke))
        .child(used(store, text, token))
        .child(created(store, text, token))
        .maybe(description.map(|text| paragraph(&shown(text)).class("token__description")))
        .maybe(marks.is_twin.then(|| paragraph(text.tokens.twin).class("token__twin")))
        .maybe((marks.is_lost && offers).then(|| lost(store, text, project, token)))
}

/// That the value of a token seems to be lost, and the way out.
fn lost(store: Store, text: &'static Text, project: ProjectId, token: &Token) -> El {
    let replace = button(Kind::Plain, text.create.replace);
    let replace = where_allowed(store, replace, project, token, State::replace_lost);
    el("div.token__lost").child(paragraph(text.tokens.looks_lost)).child(replace)
}

/// Makes `button` do something with the token, where the person may.
fn where_allowed(
    store: Store,
    button: El,
    project: ProjectId,
    token: &Token,
    verb: fn(Store, AgentId, TokenId),
) -> El {
    let right = move || store.right(project);
    let (agent, id) = (token.agent, token.id);
    let click = move || {
        if untrack(right) == Right::Granted {
            verb(store, agent, id);
        }
    };
    button
        .on_click(click)
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
