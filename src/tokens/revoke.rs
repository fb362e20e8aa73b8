//! Revoking a token.

use super::card::LastUse;
use crate::components::{Button, Dialog, DialogActions, Notice, Submit};
use crate::feedback::{ConfirmationField, FailureNotice, LockNotice, Pending};
use crate::store::{Target, use_session, use_text};
use crate::text::{fill, shown};
use crate::ui::{Exit, Kind, Tone, digits, exit};
use console_core::dialog::{After, Revocation};
use console_core::failure::Failure;
use console_core::model::Token;
use console_core::status::{RevokeRisk, matches_id};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog, as long as somebody revokes a token.
#[component]
pub(crate) fn RevokeDialog() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    move || {
        let leave = || exit(move || session.get().close_revocation());
        session.get().revocation.with(|revocation| {
            let (what, exit, body) = match revocation {
                Revocation::Closed => return None,
                Revocation::Reading(what) => {
                    (what, leave(), view! { <Pending sentence=text.revoke.reading/> }.into_any())
                }
                Revocation::Revoking { what, .. } => {
                    let body = view! { <Pending sentence=text.revoke.revoking/> }.into_any();
                    (what, Exit::None, body)
                }
                Revocation::Gone(what) => {
                    let body = view! { <Gone is_followed=is_followed(what.after)/> }.into_any();
                    (what, leave(), body)
                }
                Revocation::Confirming { what, risk, failure } => {
                    let body = view! {
                        <Confirming
                            target=what.target.clone()
                            token=what.token.clone()
                            risk=*risk
                            is_followed=is_followed(what.after)
                            failure=failure.clone()
                        />
                    };
                    (what, leave(), body.into_any())
                }
            };
            let title =
                fill(text.revoke.title, &[&shown(&what.token.name), &digits(what.token.id.0)]);
            Some(view! { <Dialog id="revoke-title" title exit><LockNotice/>{body}</Dialog> })
        })
    }
}

/// Whether another token is created then.
fn is_followed(after: After) -> bool {
    matches!(after, After::Another(_))
}

/// The token was gone before.
#[component]
fn Gone(is_followed: bool) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    view! {
        <Notice tone=Tone::Plain>{text.revoke.gone}</Notice>
        <DialogActions>
            <Button
                kind=Kind::Plain
                label=text.ui.close
                on_click=move || session.get().close_revocation()
            />
            {is_followed.then(|| view! {
                <Button
                    kind=Kind::Primary
                    label=text.create.submit
                    on_click=move || session.get().replace_gone()
                />
            })}
        </DialogActions>
    }
}

#[component]
fn Confirming(
    target: Target,
    token: Token,
    risk: RevokeRisk,
    is_followed: bool,
    failure: Option<Failure>,
) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let id = token.id;
    let must_type = risk != RevokeRisk::Unused;
    let is_ready =
        move || !must_type || session.get().form.typed_id.with(|typed| matches_id(typed, id.0));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(is_ready) {
            session.get().revoke();
        }
    };
    let place = fill("{0} · {1}", &[&shown(&target.project_path), &shown(&target.agent_name)]);
    view! {
        <form novalidate on:submit=send>
            <p class="muted" translate="no">{place}</p>
            <Account token risk/>
            {is_followed.then(|| view! { <p>{text.revoke.then_another}</p> })}
            {failure.map(|failure| view! { <FailureNotice tone=Tone::Danger failure/> })}
            {must_type.then(|| view! { <ConfirmationField id=id.0/> })}
            <DialogActions>
                // With nothing to type, the caret starts where it does no harm.
                <Button
                    kind=Kind::Plain
                    label=text.ui.cancel
                    has_focus=!must_type
                    on_click=move || session.get().close_revocation()
                />
                <Submit
                    kind=Kind::Danger
                    label=text.revoke.submit
                    blocked=Signal::derive(move || !is_ready())
                />
            </DialogActions>
        </form>
    }
}

/// What will break, as plainly as it is known.
#[component]
fn Account(token: Token, risk: RevokeRisk) -> impl IntoView {
    let text = use_text();
    let (tone, sentence) = match risk {
        RevokeRisk::Unused => (Tone::Plain, text.revoke.unused),
        RevokeRisk::Idle => (Tone::Warning, text.revoke.idle),
        RevokeRisk::Live => (Tone::Danger, text.revoke.live),
        RevokeRisk::LastToken => (Tone::Danger, text.revoke.last_token),
        RevokeRisk::UnknownUse => (Tone::Danger, text.revoke.unknown_use),
    };
    view! {
        <Notice tone>
            <p><b><LastUse last_used=token.last_used/></b></p>
            <p>{sentence}</p>
            <p>{text.revoke.forever}</p>
        </Notice>
    }
}
