//! The projects whose agents could not be read, wholly or in part.

use crate::store::{Doubt, ProjectState, Reading, State, Store};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{El, Kind, button, digits, el, icon};
use console_core::address::Member;
use console_core::failure::Failure;
use console_core::table::AgentTable;

/// A row for each, with its reason and a way to try again.
pub(crate) fn sources(store: Store, text: &'static Text) -> El {
    el("div[role=status]").slot(move || outdated(store, text)).slot(move || {
        store.agents.projects.with(|projects| {
            let mut rows = el("div.sources");
            let failed = projects.iter().filter(|state| state.failure.is_some()).count();
            if failed > 1 {
                let name = fill(text.agents.failed_places, &[&digits(failed as u64)]);
                let again = button(Kind::Plain, text.agents.retry_all);
                let all = el("div.sources__all").child(el("span.sources__reason").text(&name));
                rows = rows.child(all.child(again.calls(store, State::retry_all)));
            }
            let mut is_any = false;
            for state in projects {
                if let Some(row) = source(store, text, state) {
                    is_any = true;
                    rows = rows.child(row);
                }
            }
            is_any.then_some(rows)
        })
    })
}

/// Why the scope as a whole could not be read again, while older rows are shown.
fn outdated(store: Store, text: &'static Text) -> Option<El> {
    store.agents.reading.with(|reading| {
        let Reading::Failed { why, .. } = reading else { return None };
        // A group of several is named below.
        let is_named = |projects: &Vec<ProjectState>| {
            projects.iter().any(|state| matches!(state.member, Member::Group(_)))
        };
        if store.agents.table.with_untracked(AgentTable::is_empty)
            || store.agents.projects.with(is_named)
        {
            return None;
        }
        let again = button(Kind::Plain, text.ui.try_again).calls(store, State::refresh);
        Some(el("div.sources").child(row("", &reason(store, text, why)).child(again)))
    })
}

fn source(store: Store, text: &'static Text, state: &ProjectState) -> Option<El> {
    let reason = match (&state.failure, state.doubt) {
        (Some(failure), _) => reason(store, text, failure),
        (None, Some(Doubt::Changed)) => text.agents.doubt_changed.to_owned(),
        (None, Some(Doubt::Repeated)) => text.agents.doubt_repeated.to_owned(),
        (None, Some(Doubt::Miscounted)) => text.agents.doubt_miscounted.to_owned(),
        (None, Some(Doubt::TooLong)) => text.agents.doubt_too_long.to_owned(),
        (None, None) if state.unreadable > 0 => {
            fill(text.agents.unreadable_rows, &[&digits(state.unreadable.into())])
        }
        (None, None) => return None,
    };
    let key = state.key.clone();
    let row = row(&shown(&key), &reason);
    let again = move || store.retry(key.clone());
    Some(row.child(button(Kind::Plain, text.ui.try_again).on_click(again)))
}

fn reason(store: Store, text: &'static Text, failure: &Failure) -> String {
    let told = failure_text(text, failure, &store.gitlab_name());
    told.title.to_owned() + " " + &told.advice + " " + &told.detail
}

fn row(name: &str, reason: &str) -> El {
    el("div.sources__row")
        .child(icon("warning"))
        .child(el("b.sources__name").text(name))
        .child(el("span.sources__reason").text(reason))
}
