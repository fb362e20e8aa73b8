//! How many agents have which status, to be clicked.

use super::cells::status_mark;
use crate::store::Store;
use crate::text::Text;
use crate::ui::{El, digits, el};
use console_core::status::ConnectionStatus;
use console_core::table::{Filter, show_all, toggle_status};

/// A toggle for each status, and one that shows all again.
pub(crate) fn counts(store: Store, text: &'static Text) -> El {
    let mut row = el("div.counts[role=group]").attr("aria-label", text.agents.status);
    let all = el("span").text(text.agents.all);
    row = row.child(toggle(store, None, all));
    for status in ConnectionStatus::ALL {
        row = row.child(toggle(store, Some(status), status_mark(text, status)));
    }
    row
}

/// Shows the agents of `status`, or of all.
fn toggle(store: Store, status: Option<ConnectionStatus>, label: El) -> El {
    let chosen = move || store.address.with(|address| Filter::parse(&address.filter).statuses());
    let is_on = move || match status {
        Some(status) => chosen().is_some_and(|chosen| chosen.contains(status)),
        None => chosen().is_none(),
    };
    let count = move || {
        let counts = store.agents.arranged.with(|arranged| arranged.counts);
        digits(status.map_or_else(|| counts.all(), |status| counts.of(status)).into())
    };
    el("button.count[type=button]")
        .state("aria-pressed", is_on)
        .child(el("b").text_with(count))
        .text(" ")
        .child(label)
        .on_click(move || toggled(store, status))
}

fn toggled(store: Store, status: Option<ConnectionStatus>) {
    store.set_filter(store.address.with_untracked(|address| match status {
        Some(status) => toggle_status(&address.filter, status),
        None => show_all(&address.filter),
    }));
}
