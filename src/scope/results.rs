//! What a search found.

use crate::components::{Checkbox, Icon, Notice};
use crate::feedback::{FailureNotice, LateNotice};
use crate::store::{Found, FoundProject, use_session, use_store, use_text};
use crate::ui::Tone;
use console_core::address::{GroupRef, Scope};
use leptos::prelude::*;

/// The projects and groups found. Projects are ticked, a group is opened. While the next answer is on
/// its way the last one stays, so that nothing jumps.
#[component]
pub(super) fn SearchResults() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let found =
        move || {
            session.get().search.with(|found| match found {
                Found::Nothing => session.get().is_searching.get().then(|| {
                    view! { <span class="muted">{text.scope.searching}</span> }.into_any()
                }),
                Found::Failed(failure) => Some(
                    view! { <FailureNotice tone=Tone::Danger failure=failure.clone()/> }.into_any(),
                ),
                Found::Withheld => Some(
                    view! { <Notice tone=Tone::Warning>{text.scope.search_withheld}</Notice> }
                        .into_any(),
                ),
                Found::Places { projects, groups } => Some(
                    view! { <Places projects=projects.clone() groups=groups.clone()/> }.into_any(),
                ),
            })
        };
    view! {
        <div
            class="results"
            aria-live="polite"
            aria-busy=move || if session.get().is_searching.get() { "true" } else { "false" }
        >
            {found}
            {move || session.get().is_searching.get().then(|| view! { <LateNotice/> })}
        </div>
    }
}

#[component]
fn Places(projects: Vec<FoundProject>, groups: Vec<String>) -> impl IntoView {
    let words = &use_text().scope;
    let is_nothing = projects.is_empty() && groups.is_empty();
    let groups = (!groups.is_empty()).then(|| {
        let rows = groups.into_iter().map(|path| view! { <li><GroupRow path/></li> });
        view! { <PlaceList title=words.groups>{rows.collect_view()}</PlaceList> }
    });
    let projects = (!projects.is_empty()).then(|| {
        let rows = projects.into_iter().map(|project| view! { <li><ProjectRow project/></li> });
        view! { <PlaceList title=words.project_list>{rows.collect_view()}</PlaceList> }
    });
    view! {
        {is_nothing.then(|| view! { <NothingFound/> })}
        {groups}
        {projects}
    }
}

/// Without a word to search for, whatever there is would have been found.
#[component]
fn NothingFound() -> impl IntoView {
    let (session, words) = (use_session(), &use_text().scope);
    let is_typed = !session.get().searched.with_untracked(|searched| searched.trim().is_empty());
    view! {
        <Notice tone=Tone::Plain>
            {if is_typed {
                words.nothing_found.into_any()
            } else {
                view! { <b>{words.no_project}</b> <p>{words.no_project_advice}</p> }.into_any()
            }}
        </Notice>
    }
}

/// A list of places under its heading.
#[component]
pub(super) fn PlaceList(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <h2 class="results__title">{title}</h2>
        <ul class="results__list" aria-label=title>{children()}</ul>
    }
}

#[component]
fn GroupRow(path: String) -> impl IntoView {
    let store = use_store();
    let group = GroupRef::Path(path.clone());
    view! {
        <button
            type="button"
            class="results__row"
            translate="no"
            on:click=move |_| store.get().show_scope(Scope::Group(group.clone()))
        >
            <Icon name="group"/>
            {path}
            <Icon name="forward"/>
        </button>
    }
}

#[component]
fn ProjectRow(project: FoundProject) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let FoundProject { id, path, is_archived } = project;
    let is_ticked =
        move || session.get().ticked.with(|ticked| ticked.iter().any(|(ticked, _)| *ticked == id));
    view! {
        <Checkbox
            class="results__row"
            checked=Signal::derive(is_ticked)
            on_change=move |is_ticked| session.get().tick(id, is_ticked)
        >
            <span translate="no">{path}</span>
            {is_archived.then(|| view! { <span class="badge">{text.scope.archived}</span> })}
        </Checkbox>
    }
}
