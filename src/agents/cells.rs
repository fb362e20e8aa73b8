//! What the cells of an agent say.

use crate::store::{AgentFacts, CreatorText};
use crate::text::{Text, fill, time_view};
use crate::ui::slots;
use agent_ops::status::ConnectionStatus;
use agent_ops::table::Contact;
use agent_ops::timestamp::Timestamp;
use leptos::prelude::*;

/// GitLab's limit of active tokens for one agent.
const SLOTS: u8 = 2;

/// The status as a shape, a colour and a word.
pub(super) fn status_mark(text: &'static Text, status: ConnectionStatus) -> AnyView {
    view! {
        <span class=status_class(status) title=status_hint(text, status)>
            <span class={"status__shape"} aria-hidden="true"></span>
            {status_word(text, status)}
        </span>
    }
    .into_any()
}

fn status_class(status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::Connected => "status status--connected",
        ConnectionStatus::Quiet => "status status--quiet",
        ConnectionStatus::Silent => "status status--silent",
        ConnectionStatus::NeverUsed => "status status--never",
        ConnectionStatus::NoToken => "status status--none",
        ConnectionStatus::Unknown => "status status--unknown",
    }
}

fn status_word(text: &'static Text, status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::Connected => text.status.connected,
        ConnectionStatus::Quiet => text.status.quiet,
        ConnectionStatus::Silent => text.status.silent,
        ConnectionStatus::NeverUsed => text.status.never_used,
        ConnectionStatus::NoToken => text.status.no_token,
        ConnectionStatus::Unknown => text.status.unknown,
    }
}

fn status_hint(text: &'static Text, status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::Connected => text.status.connected_hint,
        ConnectionStatus::Quiet => text.status.quiet_hint,
        ConnectionStatus::Silent => text.status.silent_hint,
        ConnectionStatus::NeverUsed => text.status.never_used_hint,
        ConnectionStatus::NoToken => text.status.no_token_hint,
        ConnectionStatus::Unknown => text.status.unknown_hint,
    }
}

/// The last contact. Never a guess: what was not read is called so.
pub(super) fn contact(text: &'static Text, contact: Contact, now: Timestamp) -> AnyView {
    match contact {
        Contact::LastUsed(at) => time_view(text, at, now),
        Contact::NotBefore(at) => {
            view! { <span>{text.agents.at_least} " " {time_view(text, at, now)}</span> }.into_any()
        }
        Contact::NeverUsed => muted(text.agents.no_use_yet),
        Contact::NoToken => muted(text.agents.not_known),
        Contact::Unread => muted(text.agents.not_read),
        Contact::Failed => muted(text.agents.read_failed),
    }
}

/// How many of the two slots are taken.
pub(super) fn tokens(text: &'static Text, active: Option<u8>) -> AnyView {
    let label = match active {
        Some(active) => fill(text.agents.slots, &[&active.to_string()]),
        None => text.agents.slots_unknown.to_owned(),
    };
    slots(active, SLOTS, label)
}

/// Who created it.
pub(super) fn creator(text: &'static Text, creator: &CreatorText) -> String {
    match creator {
        CreatorText::Name(name) => name.clone(),
        CreatorText::Number(id) => fill(text.agents.user_number, &[&id.to_string()]),
        CreatorText::Deleted => text.agents.account_deleted.to_owned(),
        CreatorText::Unstated => String::new(),
    }
}

/// When it was created.
pub(super) fn created(text: &'static Text, facts: &AgentFacts, now: Timestamp) -> Option<AnyView> {
    facts.created_at.map(|at| time_view(text, at, now))
}

fn muted(words: &'static str) -> AnyView {
    view! { <span class={"muted"}>{words}</span> }.into_any()
}
