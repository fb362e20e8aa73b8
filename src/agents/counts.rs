//! How many agents have which status, to be clicked, and how many are left out.

use super::archived::ArchivedProjects;
use super::cells::status_mark;
use crate::store::{Store, use_session, use_store, use_text};
use crate::ui::digits;
use console_core::agents::{Filter, StatusSet, show_all, toggle_status};
use console_core::status::ConnectionStatus;
use leptos::prelude::*;

/// The counts, and beside them what they leave out.
#[component]
pub(crate) fn Overview() -> impl IntoView {
    let text = use_text();
    let by_status =
        ConnectionStatus::ALL.map(|status| view! { <Count status=Some(status)/> }).collect_view();
    view! {
        <div class="overview">
            <div class="counts" role="group" aria-label=text.agents.status>
                <Count status=None/>
                {by_status}
            </div>
            <ArchivedProjects/>
        </div>
    }
}

/// How many agents have `status`, or how many there are: a toggle that shows only those.
#[component]
fn Count(status: Option<ConnectionStatus>) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let is_on = Memo::new(move |_| {
        let filter = store.get().address.with(|address| Filter::parse(&address.filter));
        let chosen = StatusSet::of(&filter);
        match status {
            Some(status) => chosen.is_some_and(|chosen| chosen.contains(status)),
            None => chosen.is_none(),
        }
    });
    let count = move || {
        // No number is told of what was not read.
        if session.get().agents.is_uncounted() {
            return "–".to_owned();
        }
        let counts = session.get().agents.arranged.with(|arranged| arranged.counts);
        digits(status.map_or_else(|| counts.all(), |status| counts.of(status)).into())
    };
    view! {
        <button
            type="button"
            class="count"
            aria-pressed=move || if is_on.get() { "true" } else { "false" }
            on:click=move |_| toggled(store, status)
        >
            <b>{count}</b>
            " "
            {match status {
                Some(status) => status_mark(text, status).into_any(),
                None => view! { <span>{text.agents.all}</span> }.into_any(),
            }}
        </button>
    }
}

fn toggled(store: Store, status: Option<ConnectionStatus>) {
    store.get().set_filter(store.get().address.with_untracked(|address| match status {
        Some(status) => toggle_status(&address.filter, status),
        None => show_all(&address.filter),
    }));
}
