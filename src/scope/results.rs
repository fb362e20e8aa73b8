//! What a search found.

use crate::store::{Found, Store};
use crate::text::{Text, failure_text};
use crate::ui::{Tone, notice};
use agent_ops::address::{GroupRef, Scope};
use agent_ops::model::{Group, Project};
use leptos::prelude::*;

/// The projects and groups found. Projects are ticked, a group is opened.
pub(super) fn results(
    store: Store,
    text: &'static Text,
    found: RwSignal<Found>,
    ticked: RwSignal<Vec<Project>>,
) -> AnyView {
    // While the next answer is on its way the last one stays, so that nothing jumps.
    let last = Memo::new(move |last: Option<&Found>| match found.get() {
        Found::Searching => last.cloned().unwrap_or(Found::Searching),
        other => other,
    });
    let body = move || match last.get() {
        Found::Nothing => None,
        Found::Searching => {
            Some(view! { <p class={"muted"}>{text.scope.searching}</p> }.into_any())
        }
        Found::Failed(failure) => {
            let gitlab = store.entry.gitlab.get_untracked();
            let told = failure_text(text, &failure, &gitlab);
            Some(notice(Tone::Danger, view! { <p><b>{told.title}</b></p> <p>{told.advice}</p> }))
        }
        Found::Places { projects, groups } if projects.is_empty() && groups.is_empty() => {
            Some(notice(Tone::Plain, text.scope.nothing_found))
        }
        Found::Places { projects, groups } => Some(
            view! {
                {(!groups.is_empty()).then(|| group_list(store, text, groups))}
                {(!projects.is_empty()).then(|| project_list(text, projects, ticked))}
            }
            .into_any(),
        ),
    };
    view! {
        <div class={"results"} aria-live="polite" aria-busy=move || {
            found.with(|found| *found == Found::Searching).to_string()
        }>
            {body}
        </div>
    }
    .into_any()
}

fn group_list(store: Store, text: &'static Text, groups: Vec<Group>) -> AnyView {
    let rows = groups
        .into_iter()
        .map(|group| {
            let scope = Scope::Group(GroupRef::Path(group.path.clone()));
            view! {
                <li>
                    <button
                        type="button"
                        class={"results__row"}
                        on:click=move |_| store.show_scope(scope.clone())
                    >
                        <span class={"icon icon--group"} aria-hidden="true"></span>
                        {group.path}
                        <span class={"icon icon--forward"} aria-hidden="true"></span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 class={"results__title"}>{text.scope.groups}</h2>
        <ul class={"results__list"} aria-label=text.scope.groups>{rows}</ul>
    }
    .into_any()
}

fn project_list(
    text: &'static Text,
    projects: Vec<Project>,
    ticked: RwSignal<Vec<Project>>,
) -> AnyView {
    let rows = projects
        .into_iter()
        .map(|project| {
            let id = project.id;
            let path = project.path.clone();
            let is_ticked =
                move || ticked.with(|ticked| ticked.iter().any(|ticked| ticked.id == id));
            let toggle = move |_| {
                ticked.update(|ticked| match ticked.iter().position(|ticked| ticked.id == id) {
                    Some(position) => {
                        ticked.remove(position);
                    }
                    None => ticked.push(project.clone()),
                });
            };
            view! {
                <li>
                    <label class={"results__row"}>
                        <input type="checkbox" prop:checked=is_ticked on:change=toggle />
                        {path}
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 class={"results__title"}>{text.scope.project_list}</h2>
        <ul class={"results__list"} aria-label=text.scope.project_list>{rows}</ul>
    }
    .into_any()
}
