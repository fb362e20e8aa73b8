//! What stands in place of rows: the skeleton of some, why there are none, or what to do.

use crate::components::Button;
use crate::feedback::FailureNotice;
use crate::store::{Reading, use_session, use_store, use_text};
use crate::text::fill;
use crate::ui::{Kind, Tone};
use console_core::agents::AgentTable;
use console_core::config::Feature;
use console_core::coverage::Coverage;
use leptos::prelude::*;

/// The place of the rows, while there are none.
#[component]
pub(super) fn NoRows() -> impl IntoView {
    let session = use_session();
    let content = move || {
        session.get().agents.reading.with(|reading| match reading {
            Reading::Idle | Reading::Running { .. } => view! { <Skeleton/> }.into_any(),
            Reading::Failed { why, .. } => view! {
                <FailureNotice tone=Tone::Danger failure=why.clone()><Again/></FailureNotice>
            }
            .into_any(),
            Reading::Done(_) => view! { <Nothing/> }.into_any(),
            Reading::Stopped => view! { <div class="empty"><Again/></div> }.into_any(),
        })
    };
    view! {
        <div class="table__nothing" role="row">
            <div role="cell">{content}</div>
        </div>
    }
}

#[component]
fn Again() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    view! {
        <Button
            kind=Kind::Plain
            label=text.ui.try_again
            on_click=move || session.get().refresh()
        />
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    let lines = (0..12).map(|_| view! { <div class={"skeleton"}></div> }).collect_view();
    view! {
        <span class="visually-hidden">{use_text().agents.reading}</span>
        <div aria-hidden="true">{lines}</div>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let session = use_session();
    let is_filtered = move || !session.get().agents.table.with_untracked(AgentTable::is_empty);
    let content = move || {
        session.get().agents.version.track();
        match is_filtered() {
            true => view! { <NoneMatch/> }.into_any(),
            false => view! { <NoAgents/> }.into_any(),
        }
    };
    view! { <div class="empty">{content}</div> }
}

#[component]
fn NoneMatch() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let sentence = move || {
        let filter = store.get().address.with(|address| address.filter.clone());
        fill(text.agents.none_match, &[&filter])
    };
    view! {
        <b>{sentence}</b>
        <Button
            kind=Kind::Plain
            label=text.agents.clear_filter
            on_click=move || store.get().set_filter(String::new())
        />
    }
}

/// No number is told of what was not read, and somebody without a project has nothing to register an
/// agent in.
#[component]
fn NoAgents() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let words = &text.agents;
    move || match session.get().agents.coverage() {
        Coverage::Nothing | Coverage::Gaps => view! { <p>{words.none_readable}</p> }.into_any(),
        Coverage::Part { .. } => view! { <p>{words.none_in_part}</p> }.into_any(),
        Coverage::Whole if session.get().agents.has_no_project() => view! {
            <b>{text.scope.no_project}</b>
            <p>{text.scope.no_project_advice}</p>
        }
        .into_any(),
        Coverage::Whole => view! {
            <b>{words.none}</b>
            {store.get().offers(Feature::Register).then(|| view! { <p>{words.none_advice}</p> })}
        }
        .into_any(),
    }
}
