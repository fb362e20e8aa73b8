//! The projects whose agents could not be read, wholly or in part.

use crate::components::{Button, Icon};
use crate::store::{Doubt, ProjectState, Reading, Store, use_store, use_text};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{Kind, digits};
use console_core::address::Member;
use console_core::agents::AgentTable;
use console_core::failure::Failure;
use leptos::prelude::*;

/// A row for each, with its reason and a way to try again.
#[component]
pub(crate) fn LoadErrors() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let failed = move || {
        store
            .agents
            .projects
            .with(|projects| projects.iter().filter(|state| state.failure.is_some()).count())
    };
    let retry_all = move || {
        let failed = failed();
        (failed > 1).then(|| {
            view! {
                <div class="sources__all">
                    <span class="sources__reason">
                        {fill(text.agents.failed_places, &[&digits(failed as u64)])}
                    </span>
                    <Button
                        kind=Kind::Plain
                        label=text.agents.retry_all
                        on_click=move || store.retry_all()
                    />
                </div>
            }
        })
    };
    let rows = move || {
        let rows: Vec<_> = store.agents.projects.with(|projects| {
            let reasons = projects
                .iter()
                .filter_map(|state| Some((state.key.clone(), project_reason(store, text, state)?)));
            reasons.collect()
        });
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|(key, reason)| {
                let name = shown(&key);
                view! { <ErrorRow name reason retry=move || store.retry(key.clone())/> }
            });
            view! { <div class="sources">{retry_all()} {rows.collect_view()}</div> }
        })
    };
    view! {
        <div role="status">
            {move || outdated(store, text).map(|reason| view! {
                <div class="sources">
                    <ErrorRow name="" reason retry=move || store.refresh()/>
                </div>
            })}
            {rows}
        </div>
    }
}

#[component]
fn ErrorRow(
    #[prop(into)] name: String,
    reason: String,
    #[prop(into)] retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="sources__row">
            <Icon name="warning"/>
            <b class="sources__name">{name}</b>
            <span class="sources__reason">{reason}</span>
            <Button
                kind=Kind::Plain
                label=use_text().ui.try_again
                on_click=move || retry.run(())
            />
        </div>
    }
}

/// Why the scope as a whole could not be read again, while older rows are shown.
fn outdated(store: Store, text: &'static Text) -> Option<String> {
    store.agents.reading.with(|reading| {
        let Reading::Failed { why, .. } = reading else { return None };
        // A group of several is named below.
        let is_named = |projects: &Vec<ProjectState>| {
            projects.iter().any(|state| matches!(state.member, Member::Group(_)))
        };
        let has_rows = !store.agents.table.with_untracked(AgentTable::is_empty);
        (has_rows && !store.agents.projects.with(is_named))
            .then(|| failure_reason(store, text, why))
    })
}

fn project_reason(store: Store, text: &'static Text, state: &ProjectState) -> Option<String> {
    Some(match (&state.failure, state.doubt) {
        (Some(failure), _) => failure_reason(store, text, failure),
        (None, Some(Doubt::Changed)) => text.agents.doubt_changed.to_owned(),
        (None, Some(Doubt::Repeated)) => text.agents.doubt_repeated.to_owned(),
        (None, Some(Doubt::Miscounted)) => text.agents.doubt_miscounted.to_owned(),
        (None, Some(Doubt::TooLong)) => text.agents.doubt_too_long.to_owned(),
        (None, None) if state.unreadable > 0 => {
            fill(text.agents.unreadable_rows, &[&digits(state.unreadable.into())])
        }
        (None, None) => return None,
    })
}

fn failure_reason(store: Store, text: &'static Text, failure: &Failure) -> String {
    let told = failure_text(text, failure, &store.gitlab_name());
    told.title.to_owned() + " " + &told.advice + " " + &told.detail
}
