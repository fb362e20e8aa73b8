//! The projects whose agents could not be read, wholly or in part.

use crate::store::{ProjectState, Store};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{El, Kind, button, el, icon};

/// A row for each, with its reason and a way to try again.
pub(crate) fn sources(store: Store, text: &'static Text) -> El {
    el("div[role=status]").slot(move || {
        store.agents.projects.with(|projects| {
            let is_wrong = |state: &&ProjectState| state.failure.is_some() || state.unreadable > 0;
            let mut rows = projects.iter().filter(is_wrong).peekable();
            rows.peek()?;
            let rows = rows.map(|state| source(store, text, state));
            Some(el("div.sources").children(rows))
        })
    })
}

fn source(store: Store, text: &'static Text, state: &ProjectState) -> El {
    let reason = match &state.failure {
        Some(failure) => {
            let told = failure_text(text, failure, &store.gitlab_name());
            told.title.to_owned() + " " + &told.advice
        }
        None => fill(text.agents.unreadable_rows, &[&state.unreadable.to_string()]),
    };
    let key = state.key.clone();
    el("div.sources__row")
        .child(icon("warning"))
        .child(el("b.sources__name").text(&shown(&key)))
        .child(el("span.sources__reason").text(&reason))
        .child(button(Kind::Plain, text.ui.try_again, move || store.retry(key.clone())))
}
