//! The name of a scope.

use crate::store::{Reading, Session, reference_text};
use crate::text::{Text, fill, shown};
use crate::ui::digits;
use console_core::address::{GroupRef, ProjectRef, Scope};
use leptos::prelude::*;

/// `scope` in a few words, with the number of its projects once that is known. Tracks.
pub(crate) fn scope_label(
    session: &Session,
    text: &'static Text,
    scope: &Scope,
) -> (String, String) {
    match scope {
        Scope::Projects(projects) => match projects.as_slice() {
            [one] => (project_name(session, one), text.scope.one_project.to_owned()),
            several => (fill(text.scope.projects, &[&digits(several.len() as u64)]), String::new()),
        },
        Scope::Group(group) => {
            let name = match group {
                GroupRef::Id(id) => fill(text.scope.group_number, &[&digits(id.0)]),
                GroupRef::Path(path) => path.clone(),
            };
            let count = project_count(session, text);
            let kind = text.scope.group_with;
            (
                name,
                if count.is_empty() {
                    kind.to_owned()
                } else {
                    fill("{0} · {1}", &[kind, &count])
                },
            )
        }
        Scope::Set(name) => (shown(name.as_str()), project_count(session, text)),
        Scope::Everything => (text.scope.everything.to_owned(), project_count(session, text)),
    }
}

/// How many projects the scope has; empty where none was found that is not known to be all.
fn project_count(session: &Session, text: &Text) -> String {
    let count = session.agents.projects.with(Vec::len) as u64;
    let is_failed =
        session.agents.reading.with(|reading| matches!(reading, Reading::Failed { .. }));
    if is_failed || (count == 0 && !session.agents.has_no_project()) {
        return String::new();
    }
    fill(text.scope.projects, &[&digits(count)])
}

fn project_name(session: &Session, reference: &ProjectRef) -> String {
    match reference {
        ProjectRef::Path(path) => path.clone(),
        ProjectRef::Id(id) => match session.agents.project(*id) {
            Some(project) => project.path.clone(),
            None => reference_text(reference),
        },
    }
}
