//! What a search found.

use crate::store::{Found, FoundProject, Store};
use crate::text::{Text, failure_notice, waiting};
use crate::ui::{El, Tone, checkbox, el, fragment, icon, muted, notice, paragraph};
use console_core::address::{GroupRef, Scope};

/// The projects and groups found. Projects are ticked, a group is opened. While the next answer is on its
/// way the last one stays, so that nothing jumps.
pub(super) fn results(store: Store, text: &'static Text) -> El {
    let shown = move || {
        store.search.with(|found| match found {
            Found::Nothing => store.is_searching.get().then(|| muted(text.scope.searching)),
            Found::Failed(failure) => {
                Some(failure_notice(text, Tone::Danger, failure, &store.entry.gitlab))
            }
            Found::Withheld => Some(notice(Tone::Warning).text(text.scope.search_withheld)),
            Found::Places { projects, groups } => Some(places(store, text, projects, groups)),
        })
    };
    el("div.results[aria-live=polite]")
        .state("aria-busy", move || store.is_searching.get())
        .slot(shown)
        .slot(move || store.is_searching.get().then(|| waiting(text, &store.reach.wait)))
}

fn places(store: Store, text: &'static Text, projects: &[FoundProject], groups: &[String]) -> El {
    let mut page = fragment();
    if projects.is_empty() && groups.is_empty() {
        let is_typed = !store.searched.with_untracked(|searched| searched.trim().is_empty());
        let told = notice(Tone::Plain);
        page = page.child(match is_typed {
            true => told.text(text.scope.nothing_found),
            // Without a word to search for, whatever there is would have been found.
            false => told
                .child(el("b").text(text.scope.no_project))
                .child(paragraph(text.scope.no_project_advice)),
        });
    }
    if !groups.is_empty() {
        let mut rows = list(text.scope.groups);
        for path in groups {
            rows = rows.child(el("li").child(group_row(store, path.clone())));
        }
        page = page.child(title(text.scope.groups)).child(rows);
    }
    if !projects.is_empty() {
        let mut rows = list(text.scope.project_list);
        for project in projects {
            rows = rows.child(el("li").child(project_row(store, text, project)));
        }
        page = page.child(title(text.scope.project_list)).child(rows);
    }
    page
}

/// The heading of a list.
pub(super) fn title(title: &str) -> El {
    el("h2.results__title").text(title)
}

/// A list of places.
pub(super) fn list(title: &str) -> El {
    el("ul.results__list").attr("aria-label", title)
}

fn group_row(store: Store, path: String) -> El {
    el("button.results__row[type=button][translate=no]")
        .child(icon("group"))
        .text(&path)
        .child(icon("forward"))
        .on_click(move || store.show_scope(Scope::Group(GroupRef::Path(path.clone()))))
}

fn project_row(store: Store, text: &'static Text, project: &FoundProject) -> El {
    let FoundProject { id, path, is_archived } = project;
    let id = *id;
    let badge = is_archived.then(|| el("span.badge").text(text.scope.archived));
    let row = checkbox(
        move || store.ticked.with(|ticked| ticked.iter().any(|(ticked, _)| *ticked == id)),
        move |is_ticked| store.tick(id, is_ticked),
        el("span[translate=no]").text(path),
        "results__row",
    );
    row.maybe(badge)
}
