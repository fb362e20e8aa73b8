//! What a search found.

use crate::store::{Found, Store};
use crate::text::{Text, failure_notice, waiting};
use crate::ui::{El, Tone, checkbox, el, fragment, icon, muted, notice};
use agent_ops::address::{GroupRef, Scope};
use agent_ops::model::{Group, Project};
use std::cell::RefCell;

/// The projects and groups found. Projects are ticked, a group is opened.
pub(super) fn results(store: Store, text: &'static Text) -> El {
    // While the next answer is on its way the last one stays, so that nothing jumps.
    let last = RefCell::new(Found::Nothing);
    let shown = move || {
        let found = store.search.get();
        let is_first = *last.borrow() == Found::Nothing;
        if found != Found::Searching || is_first {
            last.replace(found);
        }
        last.borrow().clone()
    };
    el("div.results[aria-live=polite]")
        .state("aria-busy", move || store.search.with(|found| *found == Found::Searching))
        .slot_by(shown, move |found| {
            Some(match found.clone() {
                Found::Nothing => return None,
                Found::Searching => fragment()
                    .child(muted(text.scope.searching))
                    .child(waiting(text, &store.reach.wait)),
                Found::Failed(failure) => {
                    failure_notice(text, Tone::Danger, &failure, &store.gitlab_name())
                }
                Found::Places { projects, groups } if projects.is_empty() && groups.is_empty() => {
                    notice(Tone::Plain).text(text.scope.nothing_found)
                }
                Found::Places { projects, groups } => fragment()
                    .maybe((!groups.is_empty()).then(|| group_list(store, text, groups)))
                    .maybe((!projects.is_empty()).then(|| project_list(store, text, projects))),
            })
        })
}

/// A list under its heading.
pub(super) fn titled_list(title: &str, rows: impl IntoIterator<Item = El>) -> El {
    let rows = rows.into_iter().map(|row| el("li").child(row));
    fragment()
        .child(el("h2.results__title").text(title))
        .child(el("ul.results__list").attr("aria-label", title).children(rows))
}

fn group_list(store: Store, text: &'static Text, groups: Vec<Group>) -> El {
    let rows = groups.into_iter().map(|group| {
        let path = group.path;
        el("button.results__row[type=button]")
            .child(icon("group"))
            .text(&path)
            .child(icon("forward"))
            .on_click(move || store.show_scope(Scope::Group(GroupRef::Path(path.clone()))))
    });
    titled_list(text.scope.groups, rows)
}

fn project_list(store: Store, text: &'static Text, projects: Vec<Project>) -> El {
    let ticked = &store.ticked;
    let rows = projects.into_iter().map(|project| {
        let id = project.id;
        let path = el("span").text(&project.path);
        let toggle = move |is_ticked: bool| {
            ticked.update(|ticked| {
                ticked.retain(|ticked| ticked.id != id);
                if is_ticked {
                    ticked.push(project.clone());
                }
            });
        };
        let is_ticked = move || ticked.with(|ticked| ticked.iter().any(|ticked| ticked.id == id));
        checkbox(is_ticked, toggle, path, "results__row")
    });
    titled_list(text.scope.project_list, rows)
}
