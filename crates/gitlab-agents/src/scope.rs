//! Reading the agents of a whole scope: of some projects and groups, of everything.

mod find;
mod left_out;
mod read;

pub use left_out::{LeftOut, count_left_out};

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, Listing};
use crate::ids::Ids;
use crate::transport::Transport;
use console_core::address::{Archived, GroupRef, Places, ProjectRef, Sources};
use console_core::failure::Failure;
use console_core::model::{Agent, Project, ProjectId, Row};
use futures_util::future::poll_fn;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::task::Poll;

/// What is told while a scope is read. A project comes before its agents, once whatever it was found
/// by, and ends in [`ScopeEvent::ProjectDone`] or [`ScopeEvent::ProjectFailed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeEvent {
    /// How many projects there are, as far as is known by now. A later one corrects an earlier one.
    ProjectsKnown {
        /// The number.
        total: u32,
    },
    /// Projects were found. Their roles are filled in where GitLab tells them.
    Projects(Vec<Project>),
    /// A page of a project's agents.
    Agents {
        /// The project.
        project: ProjectId,
        /// The agents on it that no earlier page held.
        rows: Vec<Row<Agent>>,
        /// The page's number, from 1. Pages after the first come in no particular order.
        page: u32,
        /// How many pages the project has, where GitLab counts them.
        pages: Option<u32>,
    },
    /// The list of a project changed while it was read, and is read once more from its beginning.
    ReadAgain {
        /// The project.
        project: ProjectId,
    },
    /// All agents of a project were read.
    ProjectDone {
        /// The project.
        project: ProjectId,
        /// How its list ended.
        listing: Listing,
    },
    /// A project, or the agents of one, could not be read. Pages told before that stand.
    ProjectFailed {
        /// The project as it was asked for or found.
        project: ProjectRef,
        /// Its id, where it is known.
        id: Option<ProjectId>,
        /// Why.
        failure: Failure,
    },
    /// The projects of a group could not be listed, or not all of them. Those told before that stand,
    /// and everything else is read.
    GroupFailed {
        /// The group as it was asked for.
        group: GroupRef,
        /// Why.
        failure: Failure,
    },
}

/// Lists of projects, and projects, read at once.
const AT_ONCE: usize = 6;

/// Reads the agents of every project in `sources`, each project once.
///
/// Projects that are named are read even if archived; in a group and everywhere, that is for
/// `sources` to say. To an administrator of the instance (`admin`) every project is open, so none is
/// asked for by role.
///
/// # Errors
///
/// Where projects could not be listed, after all others were read; of several such failures the
/// first. Where the credential is not accepted any more, at once. What goes wrong with one project is
/// an event.
pub async fn read_scope<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    sources: &Sources,
    admin: bool,
    on_event: &mut dyn FnMut(ScopeEvent),
) -> Result<(), Failure> {
    let reading = &Reading {
        connection,
        admin,
        archived: sources.archived,
        urgency: urgency(&sources.places),
        queue: RefCell::default(),
        total: Cell::new(None),
        found: RefCell::default(),
        unlisted: RefCell::default(),
        on_event: RefCell::new(on_event),
    };
    reading.begin(&sources.places);
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < AT_ONCE
            && let Some(job) = reading.next_job()
        {
            running.push(reading.run(job));
        }
        // A list that goes on may have put projects in line.
        let ended = poll_fn(|context| match running.poll_next_unpin(context) {
            Poll::Pending if running.len() < AT_ONCE && reading.has_jobs() => {
                Poll::Ready(Some(Ok(())))
            }
            ended => ended,
        })
        .await;
        match ended {
            Some(result) => result?,
            None => return reading.unlisted.take().map_or(Ok(()), Err),
        }
    }
}

/// A few projects are what a person waits for. Many are read in the background, so that clicks and
/// the visible rows' statuses find room beside them.
fn urgency(places: &Places) -> Urgency {
    match places {
        Places::Members(members) if members.len() <= AT_ONCE && places.are_projects() => {
            Urgency::User
        }
        _ => Urgency::Background,
    }
}

/// What is shared while a scope is read.
struct Reading<'a, T, C> {
    connection: &'a Connection<T, C>,
    admin: bool,
    archived: Archived,
    urgency: Urgency,
    queue: RefCell<VecDeque<Job>>,
    /// How many projects there are, as far as was told.
    total: Cell<Option<u32>>,
    /// Projects that were looked up or found in a list, to read one of several names once.
    found: RefCell<Ids>,
    /// Why projects could not be listed.
    unlisted: RefCell<Option<Failure>>,
    on_event: RefCell<&'a mut dyn FnMut(ScopeEvent)>,
}

/// What is to be read.
enum Job {
    /// The projects of a group, or all.
    List(Option<GroupRef>),
    /// The agents of a project that was named.
    Named(ProjectRef),
    /// The agents of a project that was found in a list, and told.
    Listed(ProjectId),
}

impl<T, C> Reading<'_, T, C> {
    fn next_job(&self) -> Option<Job> {
        self.queue.borrow_mut().pop_front()
    }

    fn has_jobs(&self) -> bool {
        !self.queue.borrow().is_empty()
    }

    fn tell(&self, event: ScopeEvent) {
        (self.on_event.borrow_mut())(event);
    }

    /// There are `now` projects where `before` were counted.
    fn recount(&self, before: u32, now: u32) {
        let told = self.total.get();
        let total = told.unwrap_or_default().saturating_sub(before).saturating_add(now);
        if self.total.replace(Some(total)) != Some(total) {
            self.tell(ScopeEvent::ProjectsKnown { total });
        }
    }

    /// Whether `project` is a new one. One that was found before is counted once less.
    fn is_new(&self, project: ProjectId) -> bool {
        let is_new = self.found.borrow_mut().insert(project.0);
        if !is_new {
            self.recount(1, 0);
        }
        is_new
    }

    /// Tells of a project that could not be read. Without a credential that is accepted there is no
    /// use going on.
    fn failed(
        &self,
        project: ProjectRef,
        id: Option<ProjectId>,
        failure: Failure,
    ) -> Result<(), Failure> {
        if failure.is_unauthorised() {
            return Err(failure);
        }
        self.tell(ScopeEvent::ProjectFailed { project, id, failure });
        Ok(())
    }
}

#[cfg(test)]
mod tests;
