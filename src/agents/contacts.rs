//! How many contacts are read: counts, order and filter go by what they tell.

use crate::store::{State, Store};
use crate::text::{Text, fill};
use crate::ui::{El, Kind, button, digits, el, fragment};

/// How many contacts are read, and a button to read all; nothing once they are.
pub(super) fn contacts(store: Store, text: &'static Text) -> Option<El> {
    store.agents.version.track();
    let (unread, total) = store.agents.table.with_untracked(|table| (table.unread(), table.len()));
    if unread == 0 {
        return None;
    }
    let read = digits(total.saturating_sub(unread) as u64);
    let sentence = fill(text.agents.contacts_read, &[&read, &digits(total as u64)]);
    let read_all = (!store.agents.all_contacts.get())
        .then(|| button(Kind::Plain, text.agents.read_all).calls(store, State::read_all_contacts));
    let sentence = el("span.toolbar__read[role=status]").text(&sentence);
    Some(fragment().child(sentence).maybe(read_all))
}
