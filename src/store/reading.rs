//! Reading the scope, page by page, into the table.

use super::agents::{Doubt, ProjectState, Reading, reference_text};
use super::{GitLab, Phase, Place, State};
use crate::browser::clock::now;
use console_core::address::{Member, Places, ProjectRef, Sources};
use console_core::agents::AgentTable;
use console_core::failure::Failure;
use console_core::model::{Agent, Project, ProjectId, Row};
use console_core::timestamp::Timestamp;
use gitlab_agents::{FULL_PAGE, ListingEnd, ScopeEvent, read_scope};
use leptos::prelude::*;
use std::iter;
use std::sync::Arc;

/// The most pages that room is made for before they come. GitLab counts no further, whatever an answer says.
const MOST_FORESEEN: u32 = 100;

impl State {
    /// Reads what the address asks for, whenever that changes. Call it under the console's owner.
    pub(crate) fn follow_scope(&'static self) {
        Effect::new(move |_| {
            let signed_in = self.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
            match self.place() {
                Place::Agents(scope) if signed_in => {
                    let archived = self.address.with(|address| address.archived);
                    if let Some(sources) = self.sources(&scope, archived) {
                        untrack(|| self.read_anew(sources));
                    }
                }
                Place::Agents(_) => {}
                Place::Choose | Place::Elsewhere { .. } => {
                    // Nobody sees it any more. Coming back reads what is missing.
                    if self.agents.is_running() {
                        self.call_off(Reading::Idle);
                        self.agents.is_cut_short.set(true);
                    }
                    untrack(|| self.show_contacts(iter::empty()));
                }
            }
        });
    }

    fn read_anew(&'static self, sources: Sources) {
        let shown = self.agents.sources.with_untracked(|shown| shown.as_ref() == Some(&sources));
        if !shown {
            self.agents.clear();
            self.agents.sources.set(Some(sources));
        }
        if self.agents.is_cut_short.take() || !shown {
            self.refresh();
        }
    }

    /// Reads the scope again. Rows stay on the screen until they are known to be gone.
    pub(crate) fn refresh(&'static self) {
        let agents = &self.agents;
        let (Some(session), Some(sources)) = (self.session(), agents.sources.get_untracked())
        else {
            return;
        };
        let before = match agents.reading.get_untracked() {
            Reading::Done(at) => Some(at),
            Reading::Running { before, .. } | Reading::Failed { before, .. } => before,
            Reading::Idle | Reading::Stopped => None,
        };
        // Without a network nothing better than what is shown can come.
        if before.is_some() && !self.reach.online.get_untracked() {
            return;
        }
        let sources = agents.as_found(sources);
        self.read(session.gitlab.clone(), sources, session.known.is_admin(), before);
        self.begin_contacts();
        self.read_open_again();
    }

    pub(super) fn read(
        &'static self,
        gitlab: GitLab,
        sources: Sources,
        admin: bool,
        before: Option<Timestamp>,
    ) {
        let agents = &self.agents;
        agents.reading.set(Reading::Running {
            since: now(),
            projects: (0, 0),
            pages: (0, 0),
            before,
        });
        agents.retries.update_untracked(Vec::clear);
        agents.contacts.begin(&sources.places);
        let guard = self.tasks.spawn_scoped(async move {
            let mut seen = Vec::new();
            let outcome = read_scope(&gitlab, &sources, admin, &mut |event| {
                self.take(event, &mut seen);
            })
            .await;
            match outcome {
                Ok(()) => self.read_whole(&seen, before),
                Err(_) if self.session().is_none() => agents.clear(),
                Err(why) => {
                    self.heed(&why);
                    agents.reading.set(Reading::Failed { why, before });
                }
            }
        });
        agents.task.replace(Some(guard));
    }

    /// Reads no more of the scope. What came so far stays.
    pub(crate) fn stop_reading(&'static self) {
        self.call_off(Reading::Stopped);
    }

    /// Ends reading, and leaves `state` where it was the first of this scope.
    fn call_off(&'static self, state: Reading) {
        self.agents.task.replace(None);
        self.agents.reading.update(|reading| {
            if let Reading::Running { before, .. } = reading {
                *reading = before.map_or(state, Reading::Done);
            }
        });
    }

    /// Reads the agent beside the table again, if it was read before: its tokens, and what failed.
    fn read_open_again(&'static self) {
        let Some(agent) = untrack(|| self.open()) else { return };
        let row = |table: &AgentTable| Some(table.row(table.find(agent)?)?.project);
        if let Some(project) = self.agents.table.with_untracked(row) {
            self.look_at_tokens(project, agent);
            if self.detail.read.with_untracked(|read| matches!(read, Some(Err(_)))) {
                self.read_detail(project, agent);
            }
        }
    }

    pub(super) fn take(&'static self, event: ScopeEvent, seen: &mut Vec<String>) {
        match event {
            ScopeEvent::ProjectsKnown { total } => self.agents.reading.update(|reading| {
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
                self.agents.table.update_untracked(|table| table.begin_read(project));
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
                    None => self.agents.table.update_untracked(|table| table.end_read(project)),
                    // Rows that were not seen may be there still: they stay until the next refresh.
                    Some(_) => self.note(project, |state| state.doubt = doubt),
                }
                self.agents.flush_soon();
            }
            ScopeEvent::ProjectFailed { project, id, failure } => {
                self.count_done();
                // Of what fails before somebody is signed in, they are told by then.
                if self.session().is_some() {
                    self.heed(&failure);
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
                if self.agents.sources.with_untracked(is_one_of) {
                    self.agents.projects.update(|projects| {
                        put(projects, failed(member.to_text(), member, failure));
                    });
                }
            }
        }
    }

    fn count_done(&'static self) {
        self.agents.reading.update(|reading| {
            if let Reading::Running { projects: (done, known), .. } = reading {
                *done += 1;
                *known = (*known).max(*done);
            }
        });
    }

    fn take_projects(&'static self, found: Vec<Project>, seen: &mut Vec<String>) {
        self.agents.table.update_untracked(|table| {
            for project in &found {
                table.begin_read(project.id);
            }
        });
        self.agents.projects.update(|projects| {
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
    fn make_room(&'static self, pages: u32) {
        let is_new = |reading: &Reading| matches!(reading, Reading::Running { before: None, .. });
        if pages == 1 || !self.agents.reading.with_untracked(is_new) {
            return;
        }
        let agents = pages.min(MOST_FORESEEN) as usize * FULL_PAGE;
        self.agents.table.update_untracked(|table| table.reserve(agents));
        self.agents.contacts.reserve(agents);
    }

    fn take_rows(&'static self, project: ProjectId, rows: Vec<Row<Agent>>, pages: Option<u32>) {
        let agents = &self.agents;
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut read = Vec::with_capacity(rows.len());
        let is_first = agents.table.with_untracked(AgentTable::is_empty);
        agents.table.update_untracked(|table| {
            for agent in rows.into_iter().filter_map(Row::read) {
                read.push(agent.id);
                table.add(agent);
            }
        });
        let path = agents.key_of(project).unwrap_or_default();
        agents.contacts.add(project, &path, &read);
        let unreadable = total.saturating_sub(u32::try_from(read.len()).unwrap_or(u32::MAX));
        if unreadable > 0 {
            self.note(project, |state| state.unreadable += unreadable);
        }
        agents.reading.update(|reading| {
            if let Reading::Running { pages: (done, known), .. } = reading {
                *done += 1;
                // The first page of a project tells how many there are.
                *known = (*known).max(*done).max(pages.unwrap_or(0));
            }
        });
        // There is nothing on the screen that could change too often.
        if is_first { agents.flush() } else { agents.flush_soon() }
    }

    fn note(&'static self, project: ProjectId, change: impl FnOnce(&mut ProjectState)) {
        if let Some(key) = self.agents.key_of(project) {
            self.agents.note_project(&key, change);
        }
    }

    fn take_failure(
        &'static self,
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
        let key =
            id.and_then(|id| self.agents.key_of(id)).unwrap_or_else(|| reference_text(&reference));
        seen.push(key.clone());
        self.agents.projects.update(|projects| {
            match projects.iter_mut().find(|state| state.key == key) {
                Some(state) => state.failure = Some(failure),
                None => put(projects, failed(key, Member::Project(reference), failure)),
            }
        });
    }

    fn read_whole(&'static self, seen: &[String], before: Option<Timestamp>) {
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
        // Where no list came, the rows are as old as they were.
        let any_read = agents.projects.with_untracked(|projects| {
            projects.is_empty() || projects.iter().any(|state| state.failure.is_none())
        });
        let before = before.filter(|_| !any_read);
        agents.reading.set(Reading::Done(before.unwrap_or_else(now)));
        agents.flush_soon();
        self.read_names();
        self.count_archived();
    }

    /// The connection, for a verb of this room.
    pub(super) fn gitlab(&'static self) -> Option<GitLab> {
        self.session().map(|session| session.gitlab.clone())
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
