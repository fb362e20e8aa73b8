//! Reading the agents of some sources, page by page, into the table.

use super::GitLab;
use super::agents::{Agents, Doubt, ProjectState, Reading, reference_text};
use crate::browser::clock::now;
use console_core::address::{Member, Places, ProjectRef, Sources};
use console_core::agents::AgentTable;
use console_core::failure::Failure;
use console_core::model::{Agent, Project, ProjectId, Row};
use console_core::timestamp::Timestamp;
use gitlab_agents::{FULL_PAGE, ListingEnd, ScopeEvent, read_scope};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// The most pages that room is made for before they come. GitLab counts no further, whatever an answer says.
const MOST_FORESEEN: u32 = 100;

impl Agents {
    /// Reads `sources` for whoever `gitlab` has the credential of.
    pub(super) fn read(
        self: &Rc<Self>,
        gitlab: GitLab,
        sources: Sources,
        admin: bool,
        before: Option<Timestamp>,
    ) {
        self.reading.set(Reading::Running {
            since: now(),
            projects: (0, 0),
            pages: (0, 0),
            before,
        });
        self.retries.update_untracked(Vec::clear);
        self.contacts.begin(&sources.places);
        let agents = Rc::clone(self);
        let guard = self.tasks.spawn_scoped(async move {
            let mut seen = Vec::new();
            let outcome = read_scope(&gitlab, &sources, admin, &mut |event| {
                agents.take(event, &mut seen);
            })
            .await;
            match (outcome, agents.session()) {
                (Ok(()), session) => {
                    agents.read_whole(&seen, before);
                    if let Some(session) = session {
                        session.read_names();
                        session.count_archived();
                    }
                }
                // It is asked again once somebody is signed in.
                (Err(_), None) => agents.clear(),
                (Err(why), Some(session)) => {
                    session.heed(&why);
                    agents.reading.set(Reading::Failed { why, before });
                }
            }
        });
        self.task.replace(Some(guard));
    }

    /// Reads no more of the scope. What came so far stays.
    pub(crate) fn stop_reading(&self) {
        self.call_off(Reading::Stopped);
    }

    /// Ends reading, and leaves `state` where it was the first of this scope.
    pub(super) fn call_off(&self, state: Reading) {
        self.task.replace(None);
        self.reading.update(|reading| {
            if let Reading::Running { before, .. } = reading {
                *reading = before.map_or(state, Reading::Done);
            }
        });
    }

    pub(super) fn take(self: &Rc<Self>, event: ScopeEvent, seen: &mut Vec<String>) {
        match event {
            ScopeEvent::ProjectsKnown { total } => self.reading.update(|reading| {
                if let Reading::Running { projects: (_, known), .. } = reading {
                    *known = total;
                }
            }),
            ScopeEvent::Projects(projects) => self.take_projects(projects, seen),
            ScopeEvent::Agents { project, rows, page, pages } => {
                if let (1, Some(pages)) = (page, pages) {
                    self.make_room(pages);
                }
                self.take_rows(project, rows, pages);
            }
            ScopeEvent::ReadAgain { project } => {
                self.table.update_untracked(|table| table.begin_read(project));
                self.note(project, |state| state.unreadable = 0);
            }
            ScopeEvent::ProjectDone { project, listing } => {
                self.count_done();
                self.note(project, |state| state.is_listed = true);
                let doubt = match listing.end {
                    ListingEnd::Complete => listing.changed.then_some(Doubt::Changed),
                    ListingEnd::Repeated => Some(Doubt::Repeated),
                    ListingEnd::Miscounted => Some(Doubt::Miscounted),
                    ListingEnd::TooLong => Some(Doubt::TooLong),
                };
                match doubt {
                    None => self.table.update_untracked(|table| table.end_read(project)),
                    // Rows that were not seen may be there still: they stay until the next refresh.
                    Some(_) => self.note(project, |state| state.doubt = doubt),
                }
                self.flush_soon();
            }
            ScopeEvent::ProjectFailed { project, id, failure } => {
                self.count_done();
                // Of what fails before somebody is signed in, they are told by then.
                if let Some(session) = self.session() {
                    session.heed(&failure);
                }
                self.take_failure(project, id, failure, seen);
            }
            // The whole reading ends in that failure. Of several groups this says which one.
            ScopeEvent::GroupFailed { group, failure } => {
                let member = Member::Group(group);
                let is_one_of = |sources: &Option<Sources>| {
                    matches!(sources, Some(Sources { places: Places::Members(members), .. })
                        if members.len() > 1)
                };
                if self.sources.with_untracked(is_one_of) {
                    self.projects.update(|projects| {
                        put(projects, failed(member.to_text(), member, failure));
                    });
                }
            }
        }
    }

    fn count_done(&self) {
        self.reading.update(|reading| {
            if let Reading::Running { projects: (done, known), .. } = reading {
                *done += 1;
                *known = (*known).max(*done);
            }
        });
    }

    fn take_projects(&self, found: Vec<Project>, seen: &mut Vec<String>) {
        self.table.update_untracked(|table| {
            for project in &found {
                table.begin_read(project.id);
            }
        });
        self.projects.update(|projects| {
            for project in found {
                // A project asked for by id stands under its id until its path is known, and one that moved
                // under another path.
                let number = reference_text(&ProjectRef::Id(project.id));
                projects.retain(|state| state.key != number && state.id() != Some(project.id));
                let key = project.path.clone();
                seen.push(key.clone());
                let state = ProjectState {
                    key,
                    member: Member::Project(ProjectRef::Id(project.id)),
                    project: Some(Arc::new(project)),
                    unreadable: 0,
                    is_listed: false,
                    failure: None,
                    doubt: None,
                };
                put(projects, state);
            }
        });
    }

    /// Makes room for the agents of so many pages, where none of them is there yet.
    fn make_room(&self, pages: u32) {
        let is_new = |reading: &Reading| matches!(reading, Reading::Running { before: None, .. });
        if pages == 1 || !self.reading.with_untracked(is_new) {
            return;
        }
        let agents = pages.min(MOST_FORESEEN) as usize * FULL_PAGE;
        self.table.update_untracked(|table| table.reserve(agents));
        self.contacts.reserve(agents);
    }

    fn take_rows(self: &Rc<Self>, project: ProjectId, rows: Vec<Row<Agent>>, pages: Option<u32>) {
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut read = Vec::with_capacity(rows.len());
        let is_first = self.table.with_untracked(AgentTable::is_empty);
        self.table.update_untracked(|table| {
            for agent in rows.into_iter().filter_map(Row::read) {
                read.push(agent.id);
                table.add(agent);
            }
        });
        let path = self.key_of(project).unwrap_or_default();
        self.contacts.add(project, &path, &read);
        let unreadable = total.saturating_sub(u32::try_from(read.len()).unwrap_or(u32::MAX));
        if unreadable > 0 {
            self.note(project, |state| state.unreadable += unreadable);
        }
        self.reading.update(|reading| {
            if let Reading::Running { pages: (done, known), .. } = reading {
                *done += 1;
                // The first page of a project tells how many there are.
                *known = (*known).max(*done).max(pages.unwrap_or(0));
            }
        });
        // There is nothing on the screen that could change too often.
        if is_first { self.flush() } else { self.flush_soon() }
    }

    fn note(&self, project: ProjectId, change: impl FnOnce(&mut ProjectState)) {
        if let Some(key) = self.key_of(project) {
            self.note_project(&key, change);
        }
    }

    fn take_failure(
        &self,
        reference: ProjectRef,
        id: Option<ProjectId>,
        failure: Failure,
        seen: &mut Vec<String>,
    ) {
        // One found before stands under its path, by whatever it was asked for.
        let id = id.or(match reference {
            ProjectRef::Id(id) => Some(id),
            ProjectRef::Path(_) => None,
        });
        let key = id.and_then(|id| self.key_of(id)).unwrap_or_else(|| reference_text(&reference));
        seen.push(key.clone());
        self.projects.update(|projects| match projects.iter_mut().find(|state| state.key == key) {
            Some(state) => state.failure = Some(failure),
            None => put(projects, failed(key, Member::Project(reference), failure)),
        });
    }

    fn read_whole(self: &Rc<Self>, seen: &[String], before: Option<Timestamp>) {
        // What the scope no longer holds goes, with its rows.
        self.projects.update(|projects| {
            projects.retain(|state| {
                let stays = seen.contains(&state.key);
                if let (false, Some(project)) = (stays, &state.project) {
                    self.table.update_untracked(|table| table.remove_project(project.id));
                }
                stays
            });
        });
        // Where no list came, the rows are as old as they were.
        let any_read = self.projects.with_untracked(|projects| {
            projects.is_empty() || projects.iter().any(|state| state.failure.is_none())
        });
        let before = before.filter(|_| !any_read);
        self.reading.set(Reading::Done(before.unwrap_or_else(now)));
        self.flush_soon();
    }
}

/// A project or group that could not be read.
fn failed(key: String, member: Member, failure: Failure) -> ProjectState {
    ProjectState {
        key,
        member,
        project: None,
        unreadable: 0,
        is_listed: false,
        failure: Some(failure),
        doubt: None,
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
