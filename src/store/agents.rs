//! The agents of the scope: reading them, page by page, into one table.

use super::{GitLab, Phase, Place, State, contact::ContactQueue};
use crate::browser::clock::now;
use crate::browser::tasks::TaskGuard;
use crate::owner::follow;
use crate::shared::Shared;
use agent_ops::address::{ProjectRef, Scope};
use agent_ops::failure::Failure;
use agent_ops::model::{Agent, Project, ProjectId, Row};
use agent_ops::table::AgentTable;
use agent_ops::timestamp::Timestamp;
use gitlab_agents::{ListingEnd, ScopeEvent, read_scope};
use leptos::prelude::{request_animation_frame, untrack};
use std::sync::Arc;

/// The agents of the scope.
#[derive(Debug)]
pub(crate) struct Agents {
    /// The table. Changes are announced by [`Agents::version`].
    pub(crate) table: Shared<AgentTable>,
    /// Raised once a frame while the table changes.
    pub(crate) version: Shared<u32>,
    /// How far reading has come.
    pub(crate) reading: Shared<Reading>,
    /// The projects of the scope, in the order of their paths.
    pub(crate) projects: Shared<Vec<ProjectState>>,
    pub(super) contacts: Shared<ContactQueue>,
    /// Whether the last contact of every row is wanted, not only of those in sight.
    pub(crate) all_contacts: Shared<bool>,
    scope: Shared<Option<Scope>>,
    task: Shared<Option<TaskGuard>>,
    retries: Shared<Vec<(String, TaskGuard)>>,
    flush_due: Shared<bool>,
}

/// How far reading the scope has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing has been asked.
    Idle,
    /// Reading.
    Running {
        /// How many projects there are, once that is known.
        projects: Option<u32>,
        /// Pages read, and pages there are as far as known.
        pages: (u32, u32),
        /// When the table was last read whole, for a refresh.
        before: Option<Timestamp>,
    },
    /// Read, at this time.
    Done(Timestamp),
    /// The scope itself could not be read.
    Failed(Failure),
}

/// A project of the scope.
#[derive(Clone, Debug)]
pub(crate) struct ProjectState {
    /// Its path, or what the scope calls it as long as that is not known.
    pub(crate) key: String,
    /// How the scope names it.
    pub(crate) reference: ProjectRef,
    /// The project, where it was found.
    pub(crate) project: Option<Arc<Project>>,
    /// Entries of its list that could not be read.
    pub(crate) unreadable: u32,
    /// Why its agents could not be read.
    pub(crate) failure: Option<Failure>,
}

/// A project as a person would write it: its path, or its id.
pub(crate) fn reference_text(reference: &ProjectRef) -> String {
    match reference {
        ProjectRef::Id(id) => id.to_string(),
        ProjectRef::Path(path) => path.clone(),
    }
}

/// Puts `state` in its place, and in the place of what stood there under the same key.
fn put(projects: &mut Vec<ProjectState>, state: ProjectState) {
    let place = projects.binary_search_by(|other| other.key.cmp(&state.key));
    match place {
        Ok(at) => {
            if let Some(other) = projects.get_mut(at) {
                *other = state;
            }
        }
        Err(at) => projects.insert(at, state),
    }
}

impl Agents {
    pub(super) fn new() -> Self {
        Self {
            table: Shared::new(AgentTable::new()),
            version: Shared::new(0),
            reading: Shared::new(Reading::Idle),
            projects: Shared::new(Vec::new()),
            contacts: Shared::new(ContactQueue::default()),
            all_contacts: Shared::new(false),
            scope: Shared::new(None),
            task: Shared::new(None),
            retries: Shared::new(Vec::new()),
            flush_due: Shared::new(false),
        }
    }

    /// Stops reading and forgets every agent.
    pub(super) fn clear(&'static self) {
        self.task.set(None);
        self.retries.update_untracked(Vec::clear);
        self.scope.set(None);
        self.contacts.update_untracked(ContactQueue::clear);
        self.all_contacts.set(false);
        self.table.set(AgentTable::new());
        self.projects.set(Vec::new());
        self.reading.set(Reading::Idle);
        self.version.update(|version| *version = version.wrapping_add(1));
    }

    /// The project with this id. Tracks the projects.
    pub(crate) fn project(&'static self, id: ProjectId) -> Option<Arc<Project>> {
        self.projects.with(|projects| {
            let mut found = projects.iter().filter_map(|state| state.project.as_ref());
            found.find(|project| project.id == id).cloned()
        })
    }

    /// Announces a change of the table with the next frame, together with all others until then.
    pub(super) fn flush_soon(&'static self) {
        if self.flush_due.get_untracked() {
            return;
        }
        self.flush_due.update_untracked(|is_due| *is_due = true);
        request_animation_frame(move || {
            self.flush_due.update_untracked(|is_due| *is_due = false);
            self.version.update(|version| *version = version.wrapping_add(1));
        });
    }

    fn note_project(&'static self, key: &str, change: impl FnOnce(&mut ProjectState)) {
        self.projects.update(|projects| {
            if let Some(state) = projects.iter_mut().find(|state| state.key == key) {
                change(state);
            }
        });
    }

    fn key_of(&'static self, id: ProjectId) -> Option<String> {
        self.projects.with_untracked(|projects| {
            let is_it = |state: &ProjectState| {
                state.project.as_ref().is_some_and(|project| project.id == id)
            };
            projects.iter().find(|state| is_it(state)).map(|state| state.key.clone())
        })
    }
}

impl State {
    /// Reads what the address asks for, whenever that changes. Call it under the console's owner.
    pub(crate) fn follow_scope(&'static self) {
        follow(move || {
            let signed_in = self.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
            match self.place() {
                Place::Agents(scope) if signed_in => untrack(|| self.read_anew(scope)),
                Place::Agents(_) | Place::Choose | Place::Elsewhere { .. } => {}
            }
        });
    }

    fn read_anew(&'static self, scope: Scope) {
        let shown = self.agents.scope.with_untracked(|shown| shown.as_ref() == Some(&scope));
        if shown {
            return;
        }
        self.agents.clear();
        self.agents.scope.set(Some(scope));
        self.refresh();
    }

    /// Reads the scope again. Rows stay on the screen until they are known to be gone.
    pub(crate) fn refresh(&'static self) {
        let agents = &self.agents;
        let (Some(session), Some(scope)) = (self.session(), agents.scope.get_untracked()) else {
            return;
        };
        let before = match agents.reading.get_untracked() {
            Reading::Done(at) => Some(at),
            Reading::Running { before, .. } => before,
            Reading::Idle | Reading::Failed(_) => None,
        };
        agents.reading.set(Reading::Running { projects: None, pages: (0, 0), before });
        agents.retries.update_untracked(Vec::clear);
        agents.contacts.update_untracked(ContactQueue::clear);
        let guard = self.tasks.spawn_scoped(async move {
            let mut seen = Vec::new();
            let admin = session.user.is_admin;
            let outcome = read_scope(&session.gitlab, &scope, admin, &mut |event| {
                self.take(event, &mut seen);
            })
            .await;
            match outcome {
                Ok(()) => self.read_whole(&seen),
                Err(why) => {
                    self.heed(&why);
                    agents.reading.set(Reading::Failed(why));
                }
            }
        });
        agents.task.set(Some(guard));
    }

    /// Reads one project again, after its failure.
    pub(crate) fn retry(&'static self, key: String) {
        let Some(session) = self.session() else { return };
        let reference = self.agents.projects.with_untracked(|projects| {
            let state = projects.iter().find(|state| state.key == key)?;
            Some(state.reference.clone())
        });
        let Some(reference) = reference else { return };
        self.agents.note_project(&key, |state| state.failure = None);
        let guard = self.tasks.spawn_scoped(async move {
            let scope = Scope::Projects(vec![reference]);
            let admin = session.user.is_admin;
            let mut seen = Vec::new();
            let _ = read_scope(&session.gitlab, &scope, admin, &mut |event| {
                self.take(event, &mut seen);
            })
            .await;
        });
        self.agents.retries.update_untracked(|retries| {
            retries.retain(|(retried, _)| *retried != key);
            retries.push((key, guard));
        });
    }

    fn take(&'static self, event: ScopeEvent, seen: &mut Vec<String>) {
        match event {
            ScopeEvent::ProjectsKnown { total } => self.agents.reading.update(|reading| {
                if let Reading::Running { projects, .. } = reading {
                    *projects = Some(total);
                }
            }),
            ScopeEvent::Projects(projects) => self.take_projects(projects, seen),
            ScopeEvent::Agents { project, rows, pages, .. } => self.take_rows(project, rows, pages),
            ScopeEvent::ProjectDone { project, listing } => {
                // A list that changed while it was read may lack a row that is still there: then
                // rows that were not seen stay until the next refresh.
                if !listing.changed && listing.end == ListingEnd::Complete {
                    self.agents.table.update_untracked(|table| table.end_read(project));
                }
                self.agents.flush_soon();
            }
            ScopeEvent::ProjectFailed { project, id, failure } => {
                self.heed(&failure);
                self.take_failure(project, id, failure, seen);
            }
        }
    }

    fn take_projects(&'static self, found: Vec<Project>, seen: &mut Vec<String>) {
        self.agents.table.update_untracked(|table| {
            for project in &found {
                table.begin_read(project.id);
            }
        });
        self.agents.projects.update(|projects| {
            for project in found {
                // A project asked for by id stands under its id until its path is known.
                let number = reference_text(&ProjectRef::Id(project.id));
                projects.retain(|state| state.key != number);
                let key = project.path.clone();
                seen.push(key.clone());
                let state = ProjectState {
                    key,
                    reference: ProjectRef::Id(project.id),
                    project: Some(Arc::new(project)),
                    unreadable: 0,
                    failure: None,
                };
                put(projects, state);
            }
        });
    }

    fn take_rows(&'static self, project: ProjectId, rows: Vec<Row<Agent>>, pages: Option<u32>) {
        let agents = &self.agents;
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut read = 0;
        agents.table.update_untracked(|table| {
            for agent in rows.into_iter().filter_map(Row::read) {
                read += 1;
                table.add(agent);
            }
        });
        if read < total
            && let Some(key) = agents.key_of(project)
        {
            agents.note_project(&key, |state| state.unreadable += total - read);
        }
        agents.reading.update(|reading| {
            if let Reading::Running { pages: (done, known), .. } = reading {
                *done += 1;
                // The first page of a project tells how many there are.
                *known = (*known).max(*done).max(pages.unwrap_or(0));
            }
        });
        agents.flush_soon();
    }

    fn take_failure(
        &'static self,
        reference: ProjectRef,
        id: Option<ProjectId>,
        failure: Failure,
        seen: &mut Vec<String>,
    ) {
        let key =
            id.and_then(|id| self.agents.key_of(id)).unwrap_or_else(|| reference_text(&reference));
        seen.push(key.clone());
        self.agents.projects.update(|projects| {
            match projects.iter_mut().find(|state| state.key == key) {
                Some(state) => state.failure = Some(failure),
                None => put(
                    projects,
                    ProjectState {
                        key,
                        reference,
                        project: None,
                        unreadable: 0,
                        failure: Some(failure),
                    },
                ),
            }
        });
    }

    fn read_whole(&'static self, seen: &[String]) {
        let agents = &self.agents;
        // What the scope no longer holds goes, with its rows.
        agents.projects.update(|projects| {
            projects.retain(|state| {
                let stays = seen.contains(&state.key);
                if let (false, Some(project)) = (stays, &state.project) {
                    agents.table.update_untracked(|table| table.remove_project(project.id));
                }
                stays
            });
        });
        agents.reading.set(Reading::Done(now()));
        agents.flush_soon();
        self.read_names();
    }

    /// The connection, for a verb of this room.
    pub(super) fn gitlab(&'static self) -> Option<GitLab> {
        self.session().map(|session| session.gitlab.clone())
    }
}
