//! One token.

use crate::store::{CreatorText, FirstContact, Right, Store, Target};
use crate::text::{Text, fill, shown, time_view};
use agent_ops::model::{LastUsed, Token, TokenStatus};
use leptos::prelude::*;

/// A token with every field GitLab tells. `is_twin` marks one whose name another has as well.
pub(super) fn card(
    store: Store,
    text: &'static Text,
    target: Target,
    token: Token,
    is_twin: bool,
) -> AnyView {
    let now = store.now;
    let (project, agent) = (target.project, target.agent);
    let (id, last_used, created_at, created_by) =
        (token.id, token.last_used, token.created_at, token.created_by);
    let right = Memo::new(move |_| store.right(project));
    let name = shown(&token.name);
    let label = fill(text.tokens.revoke_label, &[&name, &id.to_string()]);
    let description = token.description.as_deref().filter(|text| !text.is_empty()).map(shown);
    let status = match &token.status {
        TokenStatus::Active => None,
        TokenStatus::Revoked => Some(text.tokens.revoked.to_owned()),
        TokenStatus::Other(word) => Some(shown(word)),
    };
    let used = move || match (store.first_contact_of(agent), last_used) {
        (FirstContact::Waiting { token, .. }, LastUsed::Never) if token == id => {
            view! { <span class={"waiting"} role="status">{text.tokens.waiting}</span> }.into_any()
        }
        (_, LastUsed::At(at)) => {
            view! { {text.tokens.used} " " {time_view(text, at, now.get())} }.into_any()
        }
        (_, LastUsed::Never) => text.tokens.never_used.into_any(),
        (_, LastUsed::Unknown) => text.tokens.use_unknown.into_any(),
    };
    let creator = move || match store.creator(created_by) {
        CreatorText::Name(name) => fill(text.tokens.by, &[&shown(&name)]),
        CreatorText::Number(id) => {
            fill(text.tokens.by, &[&fill(text.agents.user_number, &[&id.to_string()])])
        }
        CreatorText::Deleted => fill(text.tokens.by, &[text.agents.account_deleted]),
        CreatorText::Unstated => String::new(),
    };
    let revoke = move |_| {
        if right.get_untracked() == Right::Granted {
            store.begin_revocation(target.clone(), token.clone());
        }
    };
    view! {
        <li class={"token"} data-token-id=id.to_string()>
            <div class={"token__head"}>
                <b class={"token__name"}>{name}</b>
                <span class={"token__id"}>"#" {id.to_string()}</span>
                {status.map(|status| view! { <span class={"badge"}>{status}</span> })}
                <button
                    type="button"
                    class={"button button--danger"}
                    aria-label=label
                    aria-disabled=move || (right.get() != Right::Granted).to_string()
                    aria-describedby="create-reason"
                    on:click=revoke
                >
                    {text.tokens.revoke}
                </button>
            </div>
            <p class={"token__use"}>{used}</p>
            <p class={"token__created"}>
                {text.tokens.created} " "
                {move || created_at.map(|at| time_view(text, at, now.get()))} " " {creator}
            </p>
            {description.map(|description| view! { <p class={"token__description"}>{description}</p> })}
            {is_twin.then(|| view! { <p class={"token__twin"}>{text.tokens.twin}</p> })}
        </li>
    }
    .into_any()
}
