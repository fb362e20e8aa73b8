//! The agents of the scope, in one table.

use super::Session;
use super::archived::ArchivedCount;
use super::contact::Contacts;
use super::selection::Picked;
use crate::browser::tasks::{Spawner, TaskGuard};
use console_core::address::{Member, Places, ProjectRef, Sources};
use console_core::agents::{AgentTable, Arranged};
use console_core::coverage::{Coverage, ListRead};
use console_core::digits::digits;
use console_core::failure::Failure;
use console_core::model::{Project, ProjectId};
use console_core::timestamp::Timestamp;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// The agents of the scope.
#[derive(Debug)]
pub(crate) struct Agents {
    /// The table. Changes are announced by [`Agents::version`].
    pub(crate) table: ArcRwSignal<AgentTable>,
    /// Raised once a frame while the table changes.
    pub(crate) version: ArcRwSignal<u32>,
    /// The rows that pass the filter, in order, and how many there are of each status.
    pub(crate) arranged: ArcRwSignal<Arranged>,
    /// How far reading has come.
    pub(crate) reading: ArcRwSignal<Reading>,
    /// The projects of the scope, in the order of their paths.
    pub(crate) projects: ArcRwSignal<Vec<ProjectState>>,
    /// The archived projects that are left out.
    pub(crate) left_out: ArcRwSignal<ArchivedCount>,
    pub(super) counting: RefCell<Option<TaskGuard>>,
    /// Reading when they last had contact.
    pub(crate) contacts: Contacts,
    /// What a person has picked out of the table.
    pub(crate) picked: Picked,
    /// What is read, or was.
    pub(super) sources: ArcRwSignal<Option<Sources>>,
    pub(super) task: RefCell<Option<TaskGuard>>,
    pub(super) retries: ArcRwSignal<Vec<(String, TaskGuard)>>,
    /// Whether reading was called off because nobody saw the agents any more.
    pub(super) is_cut_short: Cell<bool>,
    flush_due: Cell<bool>,
    pub(super) tasks: Spawner,
    session: RefCell<Weak<Session>>,
}

/// How far reading the scope has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing has been asked.
    Idle,
    /// Reading.
    Running {
        /// Since when.
        since: Timestamp,
        /// Projects read, and projects there are as far as known.
        projects: (u32, u32),
        /// Pages read, and pages there are as far as known.
        pages: (u32, u32),
        /// When the table was last read whole, for a refresh.
        before: Option<Timestamp>,
    },
    /// Read, at this time.
    Done(Timestamp),
    /// Called off before it was ever done.
    Stopped,
    /// The scope itself could not be read.
    Failed {
        /// Why.
        why: Failure,
        /// When the table was last read whole.
        before: Option<Timestamp>,
    },
}

/// A project of the scope, or a group of it whose projects could not be listed.
#[derive(Clone, Debug)]
pub(crate) struct ProjectState {
    /// Its path, or what the scope calls it as long as that is not known.
    pub(crate) key: String,
    /// How the scope names it.
    pub(crate) member: Member,
    /// The project, where it was found.
    pub(crate) project: Option<Arc<Project>>,
    /// Entries of its list that could not be read.
    pub(crate) unreadable: u32,
    /// Whether its list was read to its end.
    pub(crate) is_listed: bool,
    /// Why its agents could not be read.
    pub(crate) failure: Option<Failure>,
    /// Why agents may be missing though its list was read.
    pub(crate) doubt: Option<Doubt>,
}

/// Why agents may be missing from a list that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It changed while it was read, and again the second time.
    Changed,
    /// GitLab gave a page twice, and reading stopped there.
    Repeated,
    /// GitLab counted other agents than it listed.
    Miscounted,
    /// It has more pages than any list here holds.
    TooLong,
}

impl ProjectState {
    /// Its id, where it was found.
    pub(super) fn id(&self) -> Option<ProjectId> {
        self.project.as_ref().map(|project| project.id)
    }

    fn list_read(&self) -> ListRead {
        if self.failure.is_some() || !self.is_listed {
            ListRead::Unread
        } else if self.unreadable > 0 || self.doubt.is_some() {
            ListRead::Gaps
        } else {
            ListRead::Whole
        }
    }
}

/// A project as a person would write it: its path, or its id.
pub(crate) fn reference_text(reference: &ProjectRef) -> String {
    match reference {
        ProjectRef::Id(id) => digits(id.0),
        ProjectRef::Path(path) => path.clone(),
    }
}

/// `parts` with `separator` between them. The standard library's `join` takes three times the code.
pub(crate) fn joined(parts: &[String], separator: &str) -> String {
    let mut whole = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            whole.push_str(separator);
        }
        whole.push_str(part);
    }
    whole
}

impl Agents {
    /// No agents yet, and what reads them among `tasks`.
    pub(super) fn new(tasks: Spawner) -> Rc<Self> {
        Rc::new(Self {
            table: ArcRwSignal::new(AgentTable::new()),
            version: ArcRwSignal::new(0),
            arranged: ArcRwSignal::new(Arranged::default()),
            reading: ArcRwSignal::new(Reading::Idle),
            projects: ArcRwSignal::new(Vec::new()),
            left_out: ArcRwSignal::new(ArchivedCount::Unread),
            counting: RefCell::new(None),
            contacts: Contacts::new(),
            picked: Picked::new(),
            sources: ArcRwSignal::new(None),
            task: RefCell::new(None),
            retries: ArcRwSignal::new(Vec::new()),
            is_cut_short: Cell::new(false),
            flush_due: Cell::new(false),
            tasks,
            session: RefCell::new(Weak::new()),
        })
    }

    /// Whether the scope is being read.
    pub(super) fn is_running(&self) -> bool {
        self.reading.with_untracked(|reading| matches!(reading, Reading::Running { .. }))
    }

    /// From now on they are those of `session`.
    pub(super) fn belong_to(&self, session: &Rc<Session>) {
        self.session.replace(Rc::downgrade(session));
    }

    /// The session they are of; none before GitLab has accepted the credential they are read with.
    pub(super) fn session(&self) -> Option<Rc<Session>> {
        self.session.borrow().upgrade()
    }

    /// Stops reading and forgets every agent.
    pub(super) fn clear(&self) {
        self.task.replace(None);
        self.retries.update_untracked(Vec::clear);
        self.is_cut_short.set(false);
        self.sources.set(None);
        self.counting.replace(None);
        self.left_out.set(ArchivedCount::Unread);
        self.contacts.clear();
        self.picked.clear();
        self.table.update(AgentTable::clear);
        self.projects.set(Vec::new());
        self.reading.set(Reading::Idle);
        self.flush();
    }

    /// What the rows stand for. Tracks reading and projects.
    pub(crate) fn coverage(&self) -> Coverage {
        let is_complete = self.reading.with(|reading| match reading {
            Reading::Done(_) | Reading::Running { before: Some(_), .. } => true,
            Reading::Idle
            | Reading::Running { before: None, .. }
            | Reading::Stopped
            | Reading::Failed { .. } => false,
        });
        self.projects.with(|projects| {
            Coverage::of(is_complete, projects.iter().map(ProjectState::list_read))
        })
    }

    /// Whether there are no rows, and it is not known that there is no agent. Tracks the table,
    /// reading and projects.
    pub(crate) fn is_uncounted(&self) -> bool {
        self.version.track();
        let coverage = self.coverage();
        self.table.with_untracked(AgentTable::is_empty) && !coverage.proves_absence()
    }

    /// Whether the scope was read and has no project in it. Tracks reading and projects.
    pub(crate) fn has_no_project(&self) -> bool {
        self.coverage().proves_absence() && self.projects.with(Vec::is_empty)
    }

    /// The project with this id. Tracks the projects.
    pub(crate) fn project(&self, id: ProjectId) -> Option<Arc<Project>> {
        self.projects.with(|projects| {
            let mut found = projects.iter().filter_map(|state| state.project.as_ref());
            found.find(|project| project.id == id).cloned()
        })
    }

    /// Announces a change of the table.
    pub(super) fn flush(&self) {
        self.version.update(|version| *version = version.wrapping_add(1));
    }

    /// Announces a change of the table with the next frame, together with all others until then.
    pub(super) fn flush_soon(self: &Rc<Self>) {
        if self.flush_due.get() {
            return;
        }
        self.flush_due.set(true);
        let agents = Rc::downgrade(self);
        request_animation_frame(move || {
            if let Some(agents) = agents.upgrade() {
                agents.flush_due.set(false);
                agents.flush();
            }
        });
    }

    pub(super) fn note_project(&self, key: &str, change: impl FnOnce(&mut ProjectState)) {
        self.projects.update(|projects| {
            if let Some(state) = projects.iter_mut().find(|state| state.key == key) {
                change(state);
            }
        });
    }

    pub(super) fn key_of(&self, id: ProjectId) -> Option<String> {
        self.projects.with_untracked(|projects| {
            let found = projects.iter().find(|state| state.id() == Some(id));
            found.map(|state| state.key.clone())
        })
    }

    /// `sources` with the projects that were found before by their ids: those outlast a move, and a path
    /// does not.
    pub(super) fn as_found(&self, mut sources: Sources) -> Sources {
        if let Places::Members(members) = &mut sources.places {
            self.projects.with_untracked(|projects| {
                for member in members {
                    let Member::Project(reference) = member else { continue };
                    let key = reference_text(reference);
                    let found = projects.iter().find(|state| state.key == key);
                    if let Some(id) = found.and_then(ProjectState::id) {
                        *reference = ProjectRef::Id(id);
                    }
                }
            });
        }
        sources
    }
}
