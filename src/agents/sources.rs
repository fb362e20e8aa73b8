//! The projects whose agents could not be read, wholly or in part.

use crate::store::{ProjectState, Store};
use crate::text::{Text, failure_text, fill, shown};
use leptos::prelude::*;

/// A row for each, with its reason and a way to try again.
pub(crate) fn sources(store: Store, text: &'static Text) -> AnyView {
    let rows = move || {
        store.agents.projects.with(|projects| {
            projects
                .iter()
                .filter(|state| state.failure.is_some() || state.unreadable > 0)
                .map(|state| source(store, text, state))
                .collect::<Vec<_>>()
        })
    };
    view! { <div class={"sources"} role="status">{rows}</div> }.into_any()
}

fn source(store: Store, text: &'static Text, state: &ProjectState) -> AnyView {
    let reason = match &state.failure {
        Some(failure) => {
            let gitlab = store.entry.gitlab.get_untracked();
            let told = failure_text(text, failure, &gitlab);
            format!("{} {}", told.title, told.advice)
        }
        None => fill(text.agents.unreadable_rows, &[&state.unreadable.to_string()]),
    };
    let key = state.key.clone();
    let name = shown(&key);
    view! {
        <div class={"sources__row"}>
            <span class={"icon icon--warning"} aria-hidden="true"></span>
            <b class={"sources__name"}>{name}</b>
            <span class={"sources__reason"}>{reason}</span>
            <button type="button" class={"button"} on:click=move |_| store.retry(key.clone())>
                {text.ui.try_again}
            </button>
        </div>
    }
    .into_any()
}
