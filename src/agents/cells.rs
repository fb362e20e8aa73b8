//! What the cells of an agent say.

use crate::store::Store;
use crate::text::{Text, fill, time_view};
use crate::ui::{El, digits, el, muted, slots};
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
    let words = &text.agents;
    let unknown = match contact {
        Contact::LastUsed(at) => return time_view(text, at, &store.now),
        Contact::NotBefore(at) => {
            return el("span")
                .text(words.at_least)
                .text(" ")
                .child(time_view(text, at, &store.now));
        }
        Contact::NeverUsed => words.no_use_yet,
        Contact::NoToken => words.not_known,
        Contact::Unread => words.not_read,
        Contact::Failed => words.read_failed,
    };
    muted(unknown)
}

/// How many of the two slots are taken.
pub(super) fn tokens(text: &'static Text, active: Option<u8>) -> El {
    match active {
        Some(count) => slots(active, SLOTS, &fill(text.agents.slots, &[&digits(count.into())])),
        None => slots(active, SLOTS, text.agents.slots_unknown),
    }
}
