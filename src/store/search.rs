//! Searching for projects and groups to look at.

use super::State;
use crate::browser::clock::sleep;
use agent_ops::failure::Failure;
use agent_ops::model::{Group, Project};

/// How long typing has to rest before GitLab is asked.
const REST_MS: u32 = 250;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing was searched yet.
    #[default]
    Nothing,
    /// GitLab is being asked.
    Searching,
    /// These.
    Places {
        /// Projects.
        projects: Vec<Project>,
        /// Groups.
        groups: Vec<Group>,
    },
    /// GitLab did not answer the question.
    Failed(Failure),
}

impl State {
    /// Searches projects and groups by `text`, once typing rests. The search before is called off.
    pub(crate) fn begin_search(&'static self, text: String) {
        let Some(session) = self.session() else { return };
        let found = &self.search;
        found.set(Found::Searching);
        self.searched.update_untracked(|searched| searched.clone_from(&text));
        self.searching.set(Some(self.tasks.spawn_scoped(async move {
            sleep(REST_MS).await;
            let admin = session.user.is_admin;
            let (projects, groups) = futures_util::future::join(
                session.gitlab.search_projects(&text, admin),
                session.gitlab.search_groups(&text, admin),
            )
            .await;
            found.set(match (projects, groups) {
                (Ok(projects), Ok(groups)) => {
                    Found::Places { projects, groups: outer_first(groups) }
                }
                (Err(why), _) | (_, Err(why)) => {
                    self.heed(&why);
                    Found::Failed(why)
                }
            });
        })));
    }

    /// Searches once more for what could not be searched for, with a credential that works.
    pub(super) fn search_again(&'static self) {
        if self.search.with_untracked(|found| matches!(found, Found::Failed(_))) {
            self.begin_search(self.searched.get_untracked());
        }
    }
}

/// A group before the groups in it. The standard library's sort weighs more than a page of groups
/// is worth.
fn outer_first(groups: Vec<Group>) -> Vec<Group> {
    let mut ordered = Vec::<Group>::with_capacity(groups.len());
    for group in groups {
        let place = ordered.partition_point(|other| other.path < group.path);
        ordered.insert(place, group);
    }
    ordered
}
