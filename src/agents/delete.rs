//! Deleting an agent.

use crate::browser::clipboard::copy;
use crate::components::{Button, CopyButton, Dialog, DialogActions, Notice, Submit};
use crate::feedback::{ConfirmationField, FailureNotice, LockNotice, Pending};
use crate::store::{Target, use_session, use_text};
use crate::text::{fill, shown};
use crate::ui::{Exit, Kind, Tone, digits, exit};
use console_core::dialog::Deletion;
use console_core::failure::Failure;
use console_core::install::uninstall;
use console_core::model::AgentId;
use console_core::status::{ConnectionStatus, matches_id};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::rc::Rc;

/// The dialog, as long as somebody deletes an agent.
#[component]
pub(crate) fn DeleteDialog() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    move || {
        session.get().deletion.with(|deletion| {
            let (target, exit, body) = match deletion {
                Deletion::Closed => return None,
                Deletion::Deleting { target } => {
                    let body = view! { <Pending sentence=text.delete.deleting/> };
                    (target, Exit::None, body.into_any())
                }
                Deletion::Confirming { target, failure } => {
                    let body = view! {
                        <Confirming target=target.clone() failure=failure.clone()/>
                    };
                    (target, exit(move || session.get().close_deletion()), body.into_any())
                }
            };
            let title = fill(text.delete.title, &[&shown(&target.agent_name)]);
            Some(view! { <Dialog id="delete-title" title exit><LockNotice/>{body}</Dialog> })
        })
    }
}

#[component]
fn Confirming(target: Target, failure: Option<Failure>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let agent = target.agent;
    let number = fill("#{0}", &[&digits(agent.0)]);
    let matches = move || session.get().form.typed_id.with(|typed| matches_id(typed, agent.0));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(matches) {
            session.get().delete();
        }
    };
    view! {
        <form novalidate on:submit=send>
            <p class="muted" translate="no">
                {fill("{0} · {1}", &[&shown(&target.project_path), &number])}
            </p>
            <Consequence agent/>
            <RemovalCommand agent_name=target.agent_name/>
            {failure.map(|failure| view! { <FailureNotice tone=Tone::Danger failure/> })}
            <ConfirmationField id=agent.0/>
            <DialogActions>
                <Button
                    kind=Kind::Plain
                    label=text.ui.cancel
                    on_click=move || session.get().close_deletion()
                />
                <Submit
                    kind=Kind::Danger
                    label=text.delete.submit
                    blocked=Signal::derive(move || !matches())
                />
            </DialogActions>
        </form>
    }
}

/// The command that removes what stays in the cluster.
#[component]
fn RemovalCommand(agent_name: String) -> impl IntoView {
    let text = use_text();
    let command = uninstall(&agent_name);
    let copied = command.clone();
    view! {
        <div class="install__panel">
            <div class="install__hint">
                <span>{text.delete.what_stays}</span>
                <CopyButton
                    kind=Kind::Plain
                    label=text.install.copy
                    done_label=text.install.copied
                    start=Rc::new(move || copy(&copied))
                />
            </div>
            <pre class="install__commands" tabindex="0" translate="no">{command}</pre>
        </div>
    }
}

/// What will break, as plainly as it is known.
#[component]
fn Consequence(agent: AgentId) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let facts = Memo::new(move |_| {
        session.get().agent_facts(agent).map(|facts| (facts.status, facts.active.unwrap_or(0)))
    });
    move || {
        let (status, tokens) = facts.get()?;
        let sentence = match status {
            ConnectionStatus::Connected | ConnectionStatus::Quiet => text.delete.live,
            ConnectionStatus::Unknown => text.delete.unknown,
            ConnectionStatus::NoToken => text.delete.no_token,
            ConnectionStatus::Silent | ConnectionStatus::NeverUsed => text.delete.idle,
        };
        Some(view! {
            <Notice tone=Tone::Warning>
                <p>{sentence}</p>
                {(tokens > 0).then(|| view! {
                    <p>{fill(text.delete.tokens, &[&digits(tokens.into())])}</p>
                })}
            </Notice>
        })
    }
}
