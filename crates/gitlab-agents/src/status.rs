//! Reading the last contact of very many agents.
//!
//! What is read next, how and how fast is decided by [`console_core::sweep`]; here its reads become
//! requests.

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, first_tokens};
use crate::together::Together;
use crate::transport::Transport;
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::model::{AgentId, ProjectId};
use console_core::status::LastRead;
use console_core::sweep::{Knowledge, News, Next, Progress, Read, Reply, Sweep, Wanted};
use futures_util::future::{FutureExt, poll_fn};
use futures_util::stream::StreamExt;
use std::cell::{RefCell, RefMut};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What is told while statuses are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusEvent {
    /// What became known of some agents.
    News(Vec<News>),
    /// How far it is, where that changed.
    Progress(Progress),
}

/// How often it is looked whether something is to be read again, in milliseconds.
const LOOK_MS: u32 = 10_000;

/// What is to be read, and how. Clones are one and the same.
///
/// All of it takes effect with the next turn of [`read_status`]. A page that starts has no room for the code of
/// a sweep, so what is asked for is only noted here.
#[derive(Clone, Debug, Default)]
pub struct StatusReads(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// None before the first turn.
    sweep: RefCell<Option<Sweep>>,
    changes: RefCell<Vec<Change>>,
    waker: RefCell<Option<Waker>>,
}

/// What was asked for and has not taken effect yet.
#[derive(Debug)]
enum Change {
    Add { project: ProjectId, path: String, agents: Vec<AgentId> },
    AddGroup(String),
    Reserve(usize),
    Want(Vec<Wanted>),
    RetryFailed,
    SetPerMinute(u32),
    SetPaused(bool),
}

impl StatusReads {
    /// Asks for agents of one project, whose full path is `path`. Those that were told of before are
    /// read again.
    pub fn add(&self, project: ProjectId, path: &str, agents: &[AgentId]) {
        self.change(Change::Add { project, path: path.to_owned(), agents: agents.to_vec() });
    }

    /// Makes room for so many agents more, where that is known before they are asked for.
    pub fn reserve(&self, agents: usize) {
        self.change(Change::Reserve(agents));
    }

    /// Says that all agents of a group and its subgroups will be asked for, so that they are read at
    /// once where GitLab can do so. Call it before [`StatusReads::add`].
    pub fn add_group(&self, path: &str) {
        self.change(Change::AddGroup(path.to_owned()));
    }

    /// Says which agents are in sight, in place of those before. They are read first.
    pub fn want(&self, wanted: Vec<Wanted>) {
        self.0.changes.borrow_mut().retain(|change| !matches!(change, Change::Want(_)));
        self.change(Change::Want(wanted));
    }

    /// Reads those again that could not be read.
    pub fn retry_failed(&self) {
        self.change(Change::RetryFailed);
    }

    /// Sets the most reads a minute for agents that are not in sight, at least one.
    pub fn set_per_minute(&self, reads: u32) {
        self.change(Change::SetPerMinute(reads));
    }

    /// Sends nothing while `is_paused`, as while nobody sees the page.
    pub fn set_paused(&self, is_paused: bool) {
        self.change(Change::SetPaused(is_paused));
    }

    fn change(&self, change: Change) {
        self.0.changes.borrow_mut().push(change);
        let waker = self.0.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// The sweep, to which every change was made.
    fn sweep(&self) -> RefMut<'_, Sweep> {
        let mut sweep =
            RefMut::map(self.0.sweep.borrow_mut(), |sweep| sweep.get_or_insert_default());
        for change in self.0.changes.take() {
            match change {
                Change::Add { project, path, agents } => sweep.add(project, &path, &agents),
                Change::AddGroup(path) => sweep.add_group(&path),
                Change::Reserve(agents) => sweep.reserve(agents),
                Change::Want(wanted) => sweep.want(wanted),
                Change::RetryFailed => sweep.retry_failed(),
                Change::SetPerMinute(reads) => sweep.set_per_minute(reads),
                Change::SetPaused(is_paused) => sweep.set_paused(is_paused),
            }
        }
        sweep
    }

    /// Whether something was changed since the last call; else `context` is woken when it is.
    fn poll_changed(&self, context: &Context<'_>) -> bool {
        if !self.0.changes.borrow().is_empty() {
            return true;
        }
        self.0.waker.replace(Some(context.waker().clone()));
        false
    }
}

/// Reads what `reads` asks for, as long as it is polled, and again before it is too old to be true: `known` says what
/// was last read of an agent, and is asked every ten seconds. What is in sight is read soonest.
///
/// It ends only where GitLab does not accept the credential any more, and says so; it can be run
/// again with another. Dropping it calls off what is under way, which is read again by the next run.
pub async fn read_status<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    reads: &StatusReads,
    known: &mut dyn FnMut(AgentId) -> Option<LastRead>,
    on_event: &mut dyn FnMut(StatusEvent),
) -> Failure {
    reads.sweep().begin(connection.knowledge());
    let clock = connection.clock();
    let mut teller = Teller { reads, told: None, on_event };
    let came = &RefCell::new(Vec::new());
    let mut running = Together::new();
    loop {
        // Whoever says what is known has to know what came.
        teller.tell_news();
        reads.sweep().renew(known, clock.now());
        // Where another read was asked to slow down, these hold still as well: waiting for leave
        // one by one they would all go out at once afterwards.
        let quiet = connection.quiet_for();
        let mut timer = quiet.map(|millis| clock.sleep(millis).boxed_local());
        while timer.is_none() {
            match reads.sweep().next(clock.now()) {
                Next::Send { ticket, read, is_wanted } => {
                    let urgency = if is_wanted { Urgency::User } else { Urgency::Background };
                    let sending = async move {
                        let reply = send(connection, read, urgency).await;
                        came.borrow_mut().push((ticket, reply));
                    };
                    running.push(sending.boxed_local());
                }
                Next::Wait(millis) => {
                    timer = Some(clock.sleep(millis).boxed_local());
                }
                Next::Rest => break,
            }
        }
        if timer.is_none() && reads.sweep().keeps_watch() {
            timer = Some(clock.sleep(LOOK_MS).boxed_local());
        }
        teller.tell_progress();
        poll_fn(|context| {
            let is_over = timer.as_mut().is_some_and(|timer| timer.poll_unpin(context).is_ready());
            let has_come = matches!(running.poll_next_unpin(context), Poll::Ready(Some(())));
            if has_come || is_over || reads.poll_changed(context) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        for (ticket, reply) in came.take() {
            let mut sweep = reads.sweep();
            if let Reply::Failed(failure) = &reply
                && failure.is_unauthorised()
                && !sweep.is_query(ticket)
            {
                connection.set_knowledge(Knowledge::default());
                return failure.clone();
            }
            sweep.on(ticket, reply, clock.now());
            connection.set_knowledge(sweep.knowledge());
        }
    }
}

/// Tells what changed.
struct Teller<'a> {
    reads: &'a StatusReads,
    told: Option<Progress>,
    on_event: &'a mut dyn FnMut(StatusEvent),
}

impl Teller<'_> {
    fn tell_news(&mut self) {
        let news = self.reads.sweep().take_news();
        if !news.is_empty() {
            (self.on_event)(StatusEvent::News(news));
        }
    }

    fn tell_progress(&mut self) {
        let progress = self.reads.sweep().progress();
        if self.told.replace(progress) != Some(progress) {
            (self.on_event)(StatusEvent::Progress(progress));
        }
    }
}

async fn send<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    read: Read,
    urgency: Urgency,
) -> Reply {
    let answer = match connection.ask(&read, urgency).await {
        Ok(answer) => answer,
        Err(failure) => return Reply::Failed(failure),
    };
    let count = match read {
        Read::Tokens { agent, .. } => {
            return first_tokens(&answer, agent).map_or_else(Reply::Failed, Reply::Tokens);
        }
        Read::Token { agent, .. } => {
            let token = answer.one(|json| wire::token::single(json, agent));
            return token.map_or_else(Reply::Failed, Reply::Token);
        }
        Read::Named(agents) => agents.len(),
        Read::Pages { pages, .. } => pages.len(),
    };
    wire::graphql::reply(&answer.body, count).unwrap_or_else(|| {
        Reply::Failed(crate::errors::failure(FailureKind::Unreadable, &answer.head))
    })
}

#[cfg(test)]
mod tests;
