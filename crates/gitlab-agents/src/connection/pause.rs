//! Keeping quiet after GitLab asked to slow down.
//!
//! All reads of a connection wait together. When the time is over one of them tries for all, and the others go on
//! only once it was answered: however many wait, GitLab hears of them once a minute.

use super::Connection;
use crate::clock::Clock;
use crate::transport::Transport;
use console_core::monotonic::Moment;
use futures_util::future::select;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};

/// How long GitLab is left alone after a 429, in milliseconds: its throttles count by the minute, and across
/// origins the time that it names is not readable.
pub(crate) const PAUSE_MS: u32 = 60_000;

/// Hears when the next try comes, and `None` once GitLab listens again.
type Heard = Box<dyn Fn(Option<Moment>)>;

/// The pause of one connection.
#[derive(Default)]
pub(crate) struct Pause {
    until: Cell<Option<Moment>>,
    /// Counts the times GitLab asked to slow down.
    asked: Cell<u32>,
    /// Counts the times a person gave up.
    given_up: Cell<u32>,
    /// Counts the changes that those who wait are woken by.
    changes: Cell<u32>,
    wakers: RefCell<Vec<Waker>>,
    heard: RefCell<Option<Heard>>,
}

/// How waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// GitLab listens.
    Open,
    /// The time is over, and this one tries for all.
    Mine,
    /// The person does not want to wait.
    GivenUp,
}

impl Pause {
    /// Whether GitLab is to be left alone.
    pub(crate) fn is_on(&self) -> bool {
        self.until.get().is_some()
    }

    /// How many milliseconds GitLab is still to be left alone; `None` once one may try.
    pub(crate) fn left(&self, now: Moment) -> Option<u32> {
        let left = now.until(self.until.get()?);
        // No pause is longer than a timer can be.
        u32::try_from(left).ok().filter(|&left| left > 0)
    }

    /// By what a request going out now tells, once it is answered, whether it knew of the pause.
    pub(crate) fn mark(&self) -> u32 {
        self.asked.get()
    }

    /// GitLab asked to be left alone until then.
    pub(crate) fn begin(&self, until: Moment) {
        self.asked.set(self.asked.get().wrapping_add(1));
        self.set(self.until.get().max(Some(until)));
    }

    /// GitLab answered a request that went out at `mark`. One from before the pause says nothing about it.
    pub(crate) fn end(&self, mark: u32) {
        if self.is_on() && mark == self.asked.get() {
            self.set(None);
        }
    }

    /// Waits until GitLab may be asked.
    pub(crate) async fn turn<C: Clock>(&self, clock: &C) -> Turn {
        let given_up = self.given_up.get();
        while self.is_on() {
            let now = clock.moment();
            let Some(left) = self.left(now) else {
                self.set(Some(now.plus(PAUSE_MS.into())));
                return Turn::Mine;
            };
            select(pin!(clock.sleep(left)), pin!(self.change())).await;
            if given_up != self.given_up.get() {
                return Turn::GivenUp;
            }
        }
        Turn::Open
    }

    fn set(&self, until: Option<Moment>) {
        self.until.set(until);
        if let Some(heard) = &*self.heard.borrow() {
            heard(until);
        }
        self.wake();
    }

    fn wake(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
        for waker in self.wakers.take() {
            waker.wake();
        }
    }

    async fn change(&self) {
        let known = self.changes.get();
        poll_fn(|context| {
            if known != self.changes.get() {
                return Poll::Ready(());
            }
            self.wakers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

impl<T: Transport, C: Clock> Connection<T, C> {
    /// From now on tells `heard` when GitLab will be asked again, each time that it asks to slow down, and
    /// `None` once it listens.
    pub fn on_pause(&self, heard: Box<dyn Fn(Option<Moment>)>) {
        self.0.pause.heard.replace(Some(heard));
    }

    /// Asks GitLab again at once: one of the reads that wait does.
    pub fn end_pause(&self) {
        if self.0.pause.is_on() {
            self.0.pause.set(Some(self.0.clock.moment()));
        }
    }

    /// Ends every read that GitLab asked to slow down, with that as its failure.
    pub fn give_up(&self) {
        let pause = &self.0.pause;
        pause.given_up.set(pause.given_up.get().wrapping_add(1));
        pause.wake();
    }
}
