//! Whether GitLab can be reached: the network, and GitLab's own patience.

use super::{Console, Phase, Probed};
use crate::browser::clock::{moment, sleep};
use crate::browser::fetch::FetchTransport;
use crate::browser::network::{is_online, on_network_change};
use crate::browser::sight::{is_hidden, on_sight_change};
use crate::browser::tasks::{Spawner, TaskGuard};
use crate::text::Wait;
use console_core::monotonic::Moment;
use gitlab_agents::Probe;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Whether GitLab can be reached.
#[derive(Debug)]
pub(crate) struct Reach {
    /// Whether there is a network, as far as the browser or the person knows.
    pub(crate) online: ArcRwSignal<bool>,
    /// Whether nobody sees the page.
    pub(crate) hidden: ArcRwSignal<bool>,
    /// What an answer may be waiting for.
    pub(crate) wait: Wait,
}

/// How often a countdown moves.
const SECOND_MS: u32 = 1_000;

impl Reach {
    pub(super) fn new(transport: FetchTransport) -> Self {
        Self {
            online: ArcRwSignal::new(true),
            hidden: ArcRwSignal::new(false),
            wait: Wait::new(transport),
        }
    }
}

impl Console {
    /// Keeps [`Reach::online`] and [`Reach::hidden`] in step with the browser.
    pub(super) fn follow_network(self: &Rc<Self>) {
        self.reach.online.set(is_online());
        self.reach.hidden.set(is_hidden());
        let hidden = self.reach.hidden.clone();
        on_sight_change(move || hidden.set(is_hidden()));
        let console = Rc::clone(self);
        on_network_change(move || {
            let online = is_online();
            if console.reach.online.with_untracked(|known| *known != online) {
                console.reach.online.set(online);
                if online {
                    console.catch_up();
                }
            }
        });
    }

    /// Goes on as if there were a network: a person may know better than the browser.
    pub(crate) fn try_anyway(self: &Rc<Self>) {
        self.reach.online.set(true);
        self.catch_up();
    }

    /// Asks again what could not be asked without a network.
    fn catch_up(self: &Rc<Self>) {
        if let Some(session) = self.session() {
            session.refresh();
            return;
        }
        let is_out = self.phase.with_untracked(|phase| matches!(phase, Phase::SignedOut));
        let is_unanswered = self.entry.probed.with_untracked(|probed| {
            matches!(probed, Probed::Answered(_, Probe::Blocked(_) | Probe::Other(_)))
        });
        if is_out && is_unanswered {
            self.ask_again();
        }
    }

    /// Asks GitLab again at once, though it asked to slow down.
    pub(crate) fn try_now(&self) {
        if let Some(session) = self.session() {
            session.gitlab().end_pause();
        }
    }

    /// Waits no longer for GitLab: what was asked has failed.
    pub(crate) fn give_up(&self) {
        if let Some(session) = self.session() {
            session.gitlab().give_up();
        }
        self.reach.wait.pause.set(None);
    }

    /// What hears of the pauses of a new connection.
    pub(super) fn pause(&self) -> Pause {
        Pause {
            left: self.reach.wait.pause.clone(),
            counting: RefCell::new(None),
            tasks: self.tasks.clone(),
        }
    }
}

/// Shows when GitLab will be asked again over a connection. It ends with that: another one has asked nothing
/// yet.
#[derive(Debug)]
pub(super) struct Pause {
    left: ArcRwSignal<Option<u64>>,
    /// Brings it up to date every second while there is one to be counted down.
    counting: RefCell<Option<TaskGuard>>,
    tasks: Spawner,
}

impl Pause {
    /// Takes note of when that is, and counts down to it.
    pub(super) fn note(&self, until: Option<Moment>) {
        let left = self.left.clone();
        let count = move || left.set(until.map(|until| moment().until(until)));
        count();
        let counting = until.map(|_| {
            self.tasks.spawn_scoped(async move {
                loop {
                    sleep(SECOND_MS).await;
                    count();
                }
            })
        });
        self.counting.replace(counting);
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if self.counting.take().is_some() {
            self.left.set(None);
        }
    }
}
