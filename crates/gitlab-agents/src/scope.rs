//! Reading the agents of a whole scope: of some projects, of a group, of everything.

mod find;
mod read;

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, Listing};
use crate::ids::Ids;
use crate::transport::Transport;
use agent_ops::address::{ProjectRef, Scope};
use agent_ops::failure::Failure;
use agent_ops::model::{Agent, Project, ProjectId, Row};
use futures_util::future::{FusedFuture, FutureExt, poll_fn};
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::task::Poll;

/// What is told while a scope is read. A project comes before its agents, and ends in
/// [`ScopeEvent::ProjectDone`] or [`ScopeEvent::ProjectFailed`].
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
}

/// Projects read at once.
const AT_ONCE: usize = 6;

/// Reads the agents of every project in `scope`.
///
/// Projects that are named are read even if archived; in a group and everywhere, archived ones are
/// left out. To an administrator of the instance (`admin`) every project is open, so none is asked
/// for by role.
///
/// # Errors
///
/// Where the projects could not be listed, or the credential is not accepted any more. What goes
/// wrong with one project is an event.
pub async fn read_scope<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    scope: &Scope,
    admin: bool,
    on_event: &mut dyn FnMut(ScopeEvent),
) -> Result<(), Failure> {
    let reading = &Reading {
        connection,
        admin,
        urgency: urgency(scope),
        queue: RefCell::default(),
        total: Cell::new(None),
        opened: RefCell::default(),
        on_event: RefCell::new(on_event),
    };
    let mut finding = pin!(reading.find(scope).fuse());
    let mut projects = FuturesUnordered::new();
    loop {
        while projects.len() < AT_ONCE
            && let Some(job) = reading.next_job()
        {
            projects.push(reading.read(job));
        }
        let ended = poll_fn(|context| {
            if let Poll::Ready(found) = finding.as_mut().poll_unpin(context) {
                return Poll::Ready(Some(found));
            }
            if projects.len() < AT_ONCE && reading.has_jobs() {
                return Poll::Ready(Some(Ok(())));
            }
            match projects.poll_next_unpin(context) {
                Poll::Ready(None) if !finding.is_terminated() => Poll::Pending,
                ended => ended,
            }
        })
        .await;
        match ended {
            Some(result) => result?,
            None => return Ok(()),
        }
    }
}

/// A few projects are what a person waits for. Many are read in the background, so that clicks and
/// the visible rows' statuses find room beside them.
fn urgency(scope: &Scope) -> Urgency {
    match scope {
        Scope::Projects(projects) if projects.len() <= AT_ONCE => Urgency::User,
        _ => Urgency::Background,
    }
}

/// What is shared while a scope is read.
struct Reading<'a, T, C> {
    connection: &'a Connection<T, C>,
    admin: bool,
    urgency: Urgency,
    queue: RefCell<VecDeque<Job>>,
    /// How many projects there are, as far as was told.
    total: Cell<Option<u32>>,
    /// Projects that were named and looked up, to know one by two names.
    opened: RefCell<Ids>,
    on_event: RefCell<&'a mut dyn FnMut(ScopeEvent)>,
}

/// A project to read.
struct Job {
    project: ProjectRef,
    /// Its id, where it was found in a list and told already.
    id: Option<ProjectId>,
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

    fn tell_total(&self, total: u32) {
        if self.total.replace(Some(total)) != Some(total) {
            self.tell(ScopeEvent::ProjectsKnown { total });
        }
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
