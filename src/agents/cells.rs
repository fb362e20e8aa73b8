//! What the cells of an agent say.

use crate::store::{AgentFacts, CreatorText, Store};
use crate::text::{Text, fill, shown, time_view};
use crate::ui::{El, el, muted, slots};
use agent_ops::status::ConnectionStatus;
use agent_ops::table::Contact;

/// GitLab's limit of active tokens for one agent.
const SLOTS: u8 = 2;

/// The status as a shape, a colour and a word.
pub(super) fn status_mark(text: &'static Text, status: ConnectionStatus) -> El {
    let words = &text.status;
    let (class, word, hint) = match status {
        ConnectionStatus::Connected => ("connected", words.connected, words.connected_hint),
        ConnectionStatus::Quiet => ("quiet", words.quiet, words.quiet_hint),
        ConnectionStatus::Silent => ("silent", words.silent, words.silent_hint),
        ConnectionStatus::NeverUsed => ("never", words.never_used, words.never_used_hint),
        ConnectionStatus::NoToken => ("none", words.no_token, words.no_token_hint),
        ConnectionStatus::Unknown => ("unknown", words.unknown, words.unknown_hint),
    };
    el("span[part=status]")
        .class(&("status status--".to_owned() + class))
        .attr("title", hint)
        .child(el("span.status__shape[aria-hidden=true]"))
        .text(word)
}

/// The last contact. Never a guess: what was not read is called so.
pub(super) fn contact(store: Store, text: &'static Text, contact: Contact) -> El {
    match contact {
        Contact::LastUsed(at) => time_view(text, at, &store.now),
        Contact::NotBefore(at) => {
            el("span").text(text.agents.at_least).text(" ").child(time_view(text, at, &store.now))
        }
        Contact::NeverUsed => muted(text.agents.no_use_yet),
        Contact::NoToken => muted(text.agents.not_known),
        Contact::Unread => muted(text.agents.not_read),
        Contact::Failed => muted(text.agents.read_failed),
    }
}

/// How many of the two slots are taken.
pub(super) fn tokens(text: &'static Text, active: Option<u8>) -> El {
    let label = match active {
        Some(active) => fill(text.agents.slots, &[&active.to_string()]),
        None => text.agents.slots_unknown.to_owned(),
    };
    slots(active, SLOTS, &label)
}

/// Who created it.
pub(super) fn creator(text: &'static Text, creator: &CreatorText) -> String {
    match creator {
        CreatorText::Name(name) => shown(name),
        CreatorText::Number(id) => fill(text.agents.user_number, &[&id.to_string()]),
        CreatorText::Deleted => text.agents.account_deleted.to_owned(),
        CreatorText::Unstated => String::new(),
    }
}

/// When it was created.
pub(super) fn created(store: Store, text: &'static Text, facts: &AgentFacts) -> Option<El> {
    facts.created_at.map(|at| time_view(text, at, &store.now))
}
