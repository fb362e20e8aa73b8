//! The projects whose agents could not be read, wholly or in part.

use crate::components::{Button, Icon};
use crate::store::{Doubt, ProjectState, Reading, Session, use_session, use_text};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{Kind, digits};
use console_core::address::Member;
use console_core::agents::AgentTable;
use console_core::failure::Failure;
use leptos::prelude::*;

/// A row for each, with its reason and a way to try again.
#[component]
pub(crate) fn LoadErrors() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let failed = move || {
        session
            .get()
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
                        on_click=move || session.get().retry_all()
                    />
                </div>
            }
        })
    };
    let rows = move || {
        let here = session.get();
        let rows: Vec<_> = here.agents.projects.with(|projects| {
            let reasons = projects
                .iter()
                .filter_map(|state| Some((state.key.clone(), project_reason(&here, text, state)?)));
            reasons.collect()
        });
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|(key, reason)| {
                let name = shown(&key);
                view! { <ErrorRow name reason retry=move || session.get().retry(key.clone())/> }
            });
            view! { <div class="sources">{retry_all()} {rows.collect_view()}</div> }
        })
    };
    view! {
        <div role="status">
            {move || outdated(&session.get(), text).map(|reason| view! {
                <div class="sources">
                    <ErrorRow name="" reason retry=move || session.get().refresh()/>
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
fn outdated(session: &Session, text: &'static Text) -> Option<String> {
    session.agents.reading.with(|reading| {
        let Reading::Failed { why, .. } = reading else { return None };
        // A group of several is named below.
        let is_named = |projects: &Vec<ProjectState>| {
            projects.iter().any(|state| matches!(state.member, Member::Group(_)))
        };
        let has_rows = !session.agents.table.with_untracked(AgentTable::is_empty);
        (has_rows && !session.agents.projects.with(is_named))
            .then(|| failure_reason(session, text, why))
    })
}

fn project_reason(session: &Session, text: &'static Text, state: &ProjectState) -> Option<String> {
    Some(match (&state.failure, state.doubt) {
        (Some(failure), _) => failure_reason(session, text, failure),
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

fn failure_reason(session: &Session, text: &'static Text, failure: &Failure) -> String {
    let told = failure_text(text, failure, &session.console.gitlab_name());
    told.title.to_owned() + " " + &told.advice + " " + &told.detail
}
