//! Whether GitLab can be reached: the network, and GitLab's own patience.

use super::{Phase, Probed, State};
use crate::browser::clock::{moment, sleep};
use crate::browser::fetch::FetchTransport;
use crate::browser::network::{is_online, on_network_change};
use crate::browser::sight::{is_hidden, on_sight_change};
use crate::browser::tasks::TaskGuard;
use crate::text::Wait;
use console_core::monotonic::Moment;
use gitlab_agents::Probe;
use leptos::prelude::*;
use std::cell::RefCell;

/// Whether GitLab can be reached.
#[derive(Debug)]
pub(crate) struct Reach {
    /// Whether there is a network, as far as the browser or the person knows.
    pub(crate) online: ArcRwSignal<bool>,
    /// Whether nobody sees the page.
    pub(super) hidden: ArcRwSignal<bool>,
    /// What an answer may be waiting for.
    pub(crate) wait: Wait,
    /// Brings the wait up to date every second while there is one to be counted down.
    counting: RefCell<Option<TaskGuard>>,
}

/// How often a countdown moves.
const SECOND_MS: u32 = 1_000;

impl Reach {
    pub(super) fn new(transport: FetchTransport) -> Self {
        Self {
            online: ArcRwSignal::new(true),
            hidden: ArcRwSignal::new(false),
            wait: Wait::new(transport),
            counting: RefCell::new(None),
        }
    }
}

impl State {
    /// Keeps [`Reach::online`] and [`Reach::hidden`] in step with the browser.
    pub(super) fn follow_network(&'static self) {
        self.reach.online.set(is_online());
        self.reach.hidden.set(is_hidden());
        on_sight_change(move || self.reach.hidden.set(is_hidden()));
        on_network_change(move || {
            let online = is_online();
            if self.reach.online.with_untracked(|known| *known != online) {
                self.reach.online.set(online);
                if online {
                    self.catch_up();
                }
            }
        });
    }

    /// Goes on as if there were a network: a person may know better than the browser.
    pub(crate) fn try_anyway(&'static self) {
        self.reach.online.set(true);
        self.catch_up();
    }

    /// Asks again what could not be asked without a network.
    fn catch_up(&'static self) {
        match self.phase.get_untracked() {
            Phase::SignedIn(_) => self.refresh(),
            Phase::Resuming => {}
            Phase::SignedOut => {
                let is_unanswered = self.entry.probed.with_untracked(|probed| {
                    matches!(probed, Probed::Answered(_, Probe::Blocked(_) | Probe::Other(_)))
                });
                if is_unanswered {
                    self.ask_again();
                }
            }
        }
    }

    /// Takes note of when GitLab will be asked again, and counts down to it.
    pub(super) fn note_pause(&'static self, until: Option<Moment>) {
        let count = move || self.reach.wait.pause.set(until.map(|until| moment().until(until)));
        count();
        let counting = until.map(|_| {
            self.tasks.spawn_scoped(async move {
                loop {
                    sleep(SECOND_MS).await;
                    count();
                }
            })
        });
        self.reach.counting.replace(counting);
    }

    /// Asks GitLab again at once, though it asked to slow down.
    pub(crate) fn try_now(&'static self) {
        if let Some(gitlab) = self.gitlab() {
            gitlab.end_pause();
        }
    }

    /// Waits no longer for GitLab: what was asked has failed.
    pub(crate) fn give_up(&'static self) {
        if let Some(gitlab) = self.gitlab() {
            gitlab.give_up();
        }
        self.note_pause(None);
    }
}
