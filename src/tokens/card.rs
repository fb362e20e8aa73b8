//! One token.

use crate::components::Button;
use crate::store::{Change, FirstContact, Right, use_session, use_store, use_text};
use crate::text::{fill, shown, time_view};
use crate::ui::{Kind, digits};
use console_core::config::Feature;
use console_core::model::{LastUsed, ProjectId, Token, TokenStatus};
use leptos::prelude::*;

/// A token with every field GitLab tells.
#[component]
pub(super) fn TokenCard(
    project: ProjectId,
    token: Token,
    /// Whether another token has its name.
    is_twin: bool,
    /// Whether its value seems to be lost.
    is_lost: bool,
) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let (agent, id) = (token.agent, token.id);
    let (name, number) = (shown(&token.name), digits(id.0));
    let status = match &token.status {
        TokenStatus::Active => None,
        TokenStatus::Revoked => Some(text.tokens.revoked.to_owned()),
        TokenStatus::Other(word) => Some(shown(word)),
    };
    let offers = store.get().offers(Feature::Revoke);
    let revoke_label = fill(text.tokens.revoke_label, &[&name, &number]);
    let description = token.description.clone().filter(|description| !description.is_empty());
    view! {
        <li class="token" data-token-id=number.clone()>
            <div class="token__head">
                <b class="token__name" translate="no">{name}</b>
                <span class="token__id" translate="no">{fill("#{0}", &[&number])}</span>
                {status.map(|status| view! { <span class="badge">{status}</span> })}
                {offers.then(|| view! {
                    <AllowedButton
                        project
                        kind=Kind::Danger
                        label=text.tokens.revoke
                        name=Some(revoke_label)
                        on_click=move || session.get().begin_revocation(agent, id)
                    />
                })}
            </div>
            <TokenUse token=token.clone()/>
            <TokenCreated token/>
            {description.map(|text| view! { <p class="token__description" translate="no">{shown(&text)}</p> })}
            {is_twin.then(|| view! { <p class="token__twin">{text.tokens.twin}</p> })}
            {(is_lost && offers).then(|| view! {
                <div class="token__lost">
                    <p>{text.tokens.looks_lost}</p>
                    <AllowedButton
                        project
                        kind=Kind::Plain
                        label=text.create.replace
                        on_click=move || session.get().replace_lost(agent, id)
                    />
                </div>
            })}
        </li>
    }
}

/// A button for what the person may do in this project, or may not.
#[component]
fn AllowedButton(
    project: ProjectId,
    kind: Kind,
    label: &'static str,
    #[prop(optional_no_strip)] name: Option<String>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let blocked =
        Signal::derive(move || session.get().right(Change::RevokeToken, project) != Right::Granted);
    let click = move || {
        if !blocked.get_untracked() {
            on_click.run(());
        }
    };
    view! { <Button kind label name blocked described_by="create-reason revoke-reason" on_click=click/> }
}

#[component]
fn TokenUse(token: Token) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let Token { id, agent, .. } = token;
    // It is read again and again, and the rest of the card stays as it is meanwhile.
    let last_used =
        Memo::new(move |_| session.get().last_use(agent, id).unwrap_or(token.last_used));
    let is_awaited = move || {
        let contact = session.get().first_contact_of(agent);
        matches!(contact, FirstContact::Waiting { token, .. } if token == id)
    };
    view! {
        <p class="token__use">
            {move || match last_used.get() {
                LastUsed::Never if is_awaited() => {
                    view! { <span role="status">{text.tokens.waiting}</span> }.into_any()
                }
                last_used => view! { <span><LastUse last_used/></span> }.into_any(),
            }}
        </p>
    }
}

/// When a token was last used, as far as GitLab tells.
#[component]
pub(super) fn LastUse(last_used: LastUsed) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    match last_used {
        LastUsed::At(at) => {
            view! { {text.tokens.used} " " {time_view(text, at, &store.get().now)} }.into_any()
        }
        LastUsed::Never => text.tokens.never_used.into_any(),
        LastUsed::Unknown => text.tokens.use_unknown.into_any(),
    }
}

#[component]
fn TokenCreated(token: Token) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let Token { created_at, created_by, .. } = token;
    view! {
        <p class="token__created">
            {text.tokens.created} " "
            {created_at.map(|at| time_view(text, at, &store.get().now))} " "
            {move || session.get().creator(created_by).by(text)}
        </p>
    }
}
