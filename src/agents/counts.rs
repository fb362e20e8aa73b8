//! How many agents have which status, to be clicked.

use super::cells::status_mark;
use crate::store::Store;
use crate::text::Text;
use crate::ui::{El, digits, el};
use agent_ops::status::{ConnectionStatus, StatusCounts};
use agent_ops::table::{Filter, StatusSet, toggle_status};

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
        digits(status.map_or_else(|| sum(counts), |status| counts.of(status)).into())
    };
    el("button.count[type=button]")
        .state("aria-pressed", is_on)
        .child(el("b").text_with(count))
        .text(" ")
        .child(label)
        .on_click(move || toggled(store, status))
}

fn toggled(store: Store, status: Option<ConnectionStatus>) {
    let mut filter = store.address.with_untracked(|address| address.filter.clone());
    match status {
        Some(status) => filter = toggle_status(&filter, status),
        None => {
            let chosen: StatusSet = Filter::parse(&filter).statuses().unwrap_or_default();
            for status in ConnectionStatus::ALL {
                if chosen.contains(status) {
                    filter = toggle_status(&filter, status);
                }
            }
        }
    }
    store.set_filter(filter);
}

fn sum(counts: StatusCounts) -> u32 {
    ConnectionStatus::ALL.into_iter().map(|status| counts.of(status)).sum()
}
