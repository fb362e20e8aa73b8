//! How many agents have which status, to be clicked, and how many are left out.

use super::archived::archived;
use super::cells::status_mark;
use crate::store::Store;
use crate::text::Text;
use crate::ui::{El, digits, el};
use console_core::status::ConnectionStatus;
use console_core::table::{Filter, show_all, toggle_status};

/// The counts, and beside them what they leave out.
pub(crate) fn overview(store: Store, text: &'static Text) -> El {
    el("div.overview")
        .child(counts(store, text))
        .child(el("div.archived[role=status]").slot(move || archived(store, text)))
}

/// A toggle for each status, and one that shows all again.
fn counts(store: Store, text: &'static Text) -> El {
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
        // No number is told of what was not read.
        if store.agents.is_uncounted() {
            return "–".to_owned();
        }
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
