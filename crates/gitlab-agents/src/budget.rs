//! How many requests may be under way at once.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// How soon an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// A person waits for it.
    User,
    /// Nobody waits for this one in particular.
    Background,
}

/// The most requests under way at once: what a browser allows to one HTTP/1.1 host.
pub(crate) const LIMIT: u32 = 6;

/// The most background requests under way at once, so that a person's request finds room.
pub(crate) const BACKGROUND_LIMIT: u32 = 4;

/// Hands out permits for requests. Within one urgency, who came first goes first; a person's
/// request goes before any background one, and what changes something before all that reads.
///
/// Clones are the same budget. All connections to one GitLab should have one, whoever they are for.
#[derive(Clone, Default)]
pub struct Budget(Rc<State>);

impl fmt::Debug for Budget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Budget")
    }
}

#[derive(Default)]
struct State {
    user: Cell<u32>,
    background: Cell<u32>,
    user_queue: Queue,
    background_queue: Queue,
}

type Queue = RefCell<Vec<Rc<Ticket>>>;

#[derive(Default)]
struct Ticket {
    is_write: bool,
    granted: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Budget {
    /// Waits for leave to send one request. It ends when the permit is dropped.
    pub(crate) fn permit(&self, urgency: Urgency) -> Waiting {
        Waiting { budget: self.clone(), urgency, is_write: false, ticket: None }
    }

    /// As [`Budget::permit`], for what a person changes: it does not wait behind the pages of a
    /// long list.
    pub(crate) fn permit_to_write(&self) -> Waiting {
        let budget = self.clone();
        Waiting { budget, urgency: Urgency::User, is_write: true, ticket: None }
    }

    fn running(&self, urgency: Urgency) -> &Cell<u32> {
        match urgency {
            Urgency::User => &self.0.user,
            Urgency::Background => &self.0.background,
        }
    }

    fn queue(&self, urgency: Urgency) -> &Queue {
        match urgency {
            Urgency::User => &self.0.user_queue,
            Urgency::Background => &self.0.background_queue,
        }
    }

    fn has_room(&self, urgency: Urgency) -> bool {
        let (user, background) = (self.0.user.get(), self.0.background.get());
        user + background < LIMIT && (urgency == Urgency::User || background < BACKGROUND_LIMIT)
    }

    fn start(&self, urgency: Urgency) {
        let running = self.running(urgency);
        running.set(running.get() + 1);
    }

    fn finish(&self, urgency: Urgency) {
        let running = self.running(urgency);
        running.set(running.get().saturating_sub(1));
        self.admit();
    }

    /// Gives every free place to the first in line. A queue is therefore empty wherever there is
    /// room for its urgency, so that a newcomer who finds room overtakes nobody.
    fn admit(&self) {
        for urgency in [Urgency::User, Urgency::Background] {
            while self.has_room(urgency) {
                let Some(ticket) = first_of(&mut self.queue(urgency).borrow_mut()) else { break };
                ticket.granted.set(true);
                self.start(urgency);
                let waker = ticket.waker.borrow_mut().take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            }
        }
    }
}

/// Takes the first in line. The line is short, so that moving up costs nothing.
fn first_of(queue: &mut Vec<Rc<Ticket>>) -> Option<Rc<Ticket>> {
    if queue.is_empty() { None } else { Some(queue.remove(0)) }
}

/// A request waiting for its permit. Dropping it leaves the line.
pub(crate) struct Waiting {
    budget: Budget,
    urgency: Urgency,
    is_write: bool,
    ticket: Option<Rc<Ticket>>,
}

impl Waiting {
    fn permit(&self) -> Permit {
        Permit { budget: self.budget.clone(), urgency: self.urgency }
    }
}

impl Future for Waiting {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit> {
        let Some(ticket) = self.ticket.as_ref() else {
            if self.budget.has_room(self.urgency) {
                self.budget.start(self.urgency);
                return Poll::Ready(self.permit());
            }
            let ticket = Rc::new(Ticket { is_write: self.is_write, ..Ticket::default() });
            ticket.waker.replace(Some(context.waker().clone()));
            let mut queue = self.budget.queue(self.urgency).borrow_mut();
            let place = if self.is_write {
                queue.iter().take_while(|waiting| waiting.is_write).count()
            } else {
                queue.len()
            };
            queue.insert(place, ticket.clone());
            drop(queue);
            self.ticket = Some(ticket);
            return Poll::Pending;
        };
        if ticket.granted.get() {
            self.ticket = None;
            return Poll::Ready(self.permit());
        }
        ticket.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket.take() else { return };
        if ticket.granted.get() {
            self.budget.finish(self.urgency);
        } else {
            let queue = self.budget.queue(self.urgency);
            queue.borrow_mut().retain(|waiting| !Rc::ptr_eq(waiting, &ticket));
        }
    }
}

/// Leave to have one request under way, until it is dropped.
pub(crate) struct Permit {
    budget: Budget,
    urgency: Urgency,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.budget.finish(self.urgency);
    }
}

#[cfg(test)]
mod tests;
