//! Searching for projects and groups to look at.

use super::follow::follow;
use super::{Errand, Place, Session};
use crate::browser::clock::sleep;
use crate::browser::nfc::nfc;
use console_core::address::credential::looks_like_one;
use console_core::failure::Failure;
use console_core::model::{Group, Project, ProjectId};
use leptos::prelude::*;
use std::rc::Rc;

/// How long typing has to rest before GitLab is asked.
const REST_MS: u32 = 250;

/// What a search found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing yet.
    Nothing,
    /// These.
    Places {
        /// Projects.
        projects: Vec<FoundProject>,
        /// The paths of groups.
        groups: Vec<String>,
    },
    /// GitLab did not answer the question.
    Failed(Failure),
    /// What was typed looks like a token, so that GitLab was not asked.
    Withheld,
}

/// A project that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundProject {
    /// Its id.
    pub(crate) id: ProjectId,
    /// Its path.
    pub(crate) path: String,
    /// Whether it is archived, as far as that is known.
    pub(crate) is_archived: bool,
}

impl Session {
    /// Begins to choose, whenever the person gets to where one does. Call it under the session's owner.
    pub(super) fn follow_choice(self: &Rc<Self>) {
        let session = Rc::clone(self);
        let is_choosing = move || session.place() == Place::Choose;
        let session = Rc::clone(self);
        follow(is_choosing, move |is_choosing| {
            if *is_choosing {
                session.begin_choice();
            }
        });
    }

    /// Begins to choose: with nothing found, and a search for whatever there is.
    fn begin_choice(self: &Rc<Self>) {
        self.search.set(Found::Nothing);
        self.pasted.set(String::new());
        self.begin_search(String::new());
    }

    /// Searches projects and groups by `text`, once typing rests. The search before is called off.
    pub(crate) fn begin_search(self: &Rc<Self>, text: String) {
        if looks_like_one(&text) {
            // A search stands in the address of a request, and so in logs.
            self.searching.replace(None);
            self.is_searching.set(false);
            self.search.set(Found::Withheld);
            return;
        }
        self.is_searching.set(true);
        self.searched.set(text.clone());
        let search = Errand::Search(text);
        self.searching.replace(Some(self.tasks.spawn_scoped(self.late(search))));
    }

    /// Finds projects and groups once typing rests.
    pub(super) async fn find(&self, text: String) {
        sleep(REST_MS).await;
        let (gitlab, admin) = (self.gitlab(), self.is_admin());
        let text = nfc(&text);
        let (projects, archived, groups) = futures_util::future::join3(
            gitlab.search_projects(&text, admin),
            gitlab.search_archived(&text, admin),
            gitlab.search_groups(&text, admin),
        )
        .await;
        let found = match (projects, groups) {
            (Ok(projects), Ok(groups)) => {
                let projects = marked(projects, &archived.unwrap_or_default());
                Found::Places { projects, groups: outer_first(groups) }
            }
            (Err(why), _) | (_, Err(why)) => {
                self.heed(&why);
                Found::Failed(why)
            }
        };
        // What is found again stays as it is shown, with the focus in it.
        if self.search.with_untracked(|before| *before != found) {
            self.search.set(found);
        }
        self.is_searching.set(false);
    }

    /// Searches once more for what could not be searched for, with a credential that works.
    pub(super) fn search_again(self: &Rc<Self>) {
        if self.search.with_untracked(|found| matches!(found, Found::Failed(_))) {
            self.begin_search(self.searched.get_untracked());
        }
    }

    /// Takes a project that was found to those shown together, or away from them.
    pub(crate) fn tick(&self, id: ProjectId, is_ticked: bool) {
        self.ticked.update(|ticked| {
            ticked.retain(|(ticked, _)| *ticked != id);
            self.search.with_untracked(|found| match found {
                Found::Places { projects, .. } if is_ticked => {
                    let found = projects.iter().find(|found| found.id == id);
                    ticked.extend(found.map(|found| (found.id, found.path.clone())));
                }
                _ => {}
            });
        });
    }
}

/// `projects`, with those marked that are among the `archived`.
fn marked(projects: Vec<Project>, archived: &[Project]) -> Vec<FoundProject> {
    let mark = |Project { id, path, .. }| {
        let is_archived = archived.iter().any(|project| project.id == id);
        FoundProject { id, path, is_archived }
    };
    projects.into_iter().map(mark).collect()
}

/// A group before the groups in it. The standard library's sort weighs more than a page of groups
/// is worth.
fn outer_first(groups: Vec<Group>) -> Vec<String> {
    let mut ordered = Vec::<String>::with_capacity(groups.len());
    for group in groups {
        let place = ordered.partition_point(|other| *other < group.path);
        ordered.insert(place, group.path);
    }
    ordered
}
