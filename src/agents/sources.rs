//! The projects whose agents could not be read, wholly or in part.

use crate::store::{ProjectState, Store};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{El, Kind, button, digits, el, icon};

/// A row for each, with its reason and a way to try again.
pub(crate) fn sources(store: Store, text: &'static Text) -> El {
    el("div[role=status]").slot(move || {
        store.agents.projects.with(|projects| {
            let is_wrong = |state: &&ProjectState| state.failure.is_some() || state.unreadable > 0;
            let mut rows = None;
            for state in projects.iter().filter(is_wrong) {
                let row = source(store, text, state);
                rows = Some(rows.unwrap_or_else(|| el("div.sources")).child(row));
            }
            rows
        })
    })
}

fn source(store: Store, text: &'static Text, state: &ProjectState) -> El {
    let reason = match &state.failure {
        Some(failure) => {
            let told = failure_text(text, failure, &store.gitlab_name());
            told.title.to_owned() + " " + &told.advice
        }
        None => fill(text.agents.unreadable_rows, &[&digits(state.unreadable.into())]),
    };
    let key = state.key.clone();
    el("div.sources__row")
        .child(icon("warning"))
        .child(el("b.sources__name").text(&shown(&key)))
        .child(el("span.sources__reason").text(&reason))
        .child(button(Kind::Plain, text.ui.try_again).on_click(move || store.retry(key.clone())))
}
