//! What belongs to the console, whoever is signed in.

use super::news::Corner;
use super::reach::Reach;
use super::session::{Session, SignedIn};
use super::sets::{SavedSets, saved};
use super::{Desk, Entry, Host, Work};
use crate::browser::clock::{moment, now, sleep};
use crate::browser::fetch::FetchTransport;
use crate::browser::nfc::nfc;
use crate::browser::storage::{self, Key};
use crate::browser::tasks::{Spawner, Tasks};
use crate::text::Text;
use console_core::address::Address;
use console_core::config::{Config, ConfigError};
use console_core::dialog::TokenDialog;
use console_core::presence::{Lock, Presence};
use console_core::timestamp::Timestamp;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use std::cell::Cell;
use std::mem::replace;
use std::rc::Rc;

/// How often relative times are brought up to date.
const TICK_MS: u32 = 10_000;

/// One console on a page. Nothing here is of the person who is signed in: that is the [`Session`]'s.
#[derive(Debug)]
pub(crate) struct Console {
    /// What the deployment's `config.json` says, or why it cannot be read.
    pub(crate) config: Result<Config, ConfigError>,
    /// The sentences of the language shown.
    pub(crate) text: ArcRwSignal<&'static Text>,
    pub(super) host: Host,
    /// This computer's time, brought up to date every few seconds.
    pub(crate) now: ArcRwSignal<Timestamp>,
    /// Where the person is. The address bar shows the same.
    pub(crate) address: ArcRwSignal<Address>,
    /// Whether somebody is signed in.
    pub(crate) phase: ArcRwSignal<Phase>,
    /// How many sessions there were, this one included.
    sessions: Cell<u32>,
    /// Signing in.
    pub(crate) entry: Entry,
    /// Whether this is the one console of the page that keeps something in this tab.
    pub(super) keeps: bool,
    /// When somebody was last there.
    pub(super) presence: Cell<Presence>,
    /// How near it is that the console locks.
    pub(crate) locks_soon: ArcRwSignal<Lock>,
    /// What is to be said whoever is signed in.
    pub(crate) corner: Rc<Corner>,
    /// The scopes looked at lately, which this browser remembers.
    pub(crate) recent: ArcRwSignal<Vec<String>>,
    /// The sets this browser remembers.
    pub(super) saved_sets: ArcRwSignal<SavedSets>,
    /// Whether GitLab can be reached.
    pub(crate) reach: Reach,
    /// What goes on whoever is signed in.
    pub(super) tasks: Spawner,
    pub(super) transport: FetchTransport,
}

/// Whether somebody is signed in.
#[derive(Debug)]
pub(crate) enum Phase {
    /// Nobody.
    SignedOut,
    /// The credential of this tab is being checked after a reload.
    Resuming,
    /// Somebody. Whatever takes the place of this ends their session.
    SignedIn(SignedIn),
}

/// A console that is on the page. When this goes, so does the session.
#[derive(Debug)]
pub(crate) struct Running {
    console: Rc<Console>,
    _tasks: Tasks,
}

impl Running {
    /// The console.
    pub(crate) fn console(&self) -> &Rc<Console> {
        &self.console
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(session) = self.console.session() {
            session.tell_unsettled();
        }
        self.console.end_session();
        if self.console.keeps {
            storage::give_back();
        }
    }
}

/// Begins a console. What it listens to ends with the current owner.
pub(crate) fn begin(
    config: Option<&str>,
    origin: &str,
    text: &'static Text,
    host: Host,
    route: &str,
) -> Running {
    let tasks = Tasks::default();
    let transport = FetchTransport::new();
    let console = Rc::new(Console {
        config: Config::parse(config, origin).map(|config| config.composed(nfc)),
        text: ArcRwSignal::new(text),
        now: ArcRwSignal::new(now()),
        address: ArcRwSignal::new(host.first_address(route)),
        host,
        phase: ArcRwSignal::new(Phase::SignedOut),
        sessions: Cell::new(0),
        entry: Entry::new(),
        keeps: storage::take(),
        presence: Cell::new(Presence::at(moment())),
        locks_soon: ArcRwSignal::new(Lock::Far),
        corner: Rc::new(Corner::new(tasks.spawner())),
        recent: ArcRwSignal::new(Vec::new()),
        saved_sets: ArcRwSignal::new(saved()),
        reach: Reach::new(transport.clone()),
        tasks: tasks.spawner(),
        transport,
    });
    console.follow_activity();
    console.tick();
    console.follow_network();
    console.follow_address();
    console.enter();
    Running { console, _tasks: tasks }
}

impl Console {
    fn tick(self: &Rc<Self>) {
        let console = Rc::clone(self);
        self.tasks.spawn(async move {
            loop {
                sleep(TICK_MS).await;
                console.now.set(now());
                console.lock_if_due();
                console.keep_activity();
            }
        });
    }

    /// The address of the GitLab in use, or about to be.
    pub(crate) fn gitlab_name(&self) -> String {
        self.entry.gitlab.get_untracked()
    }

    /// Carries out `work` once its code is here.
    pub(super) fn late(&self, work: Work) -> LocalBoxFuture<'static, ()> {
        let desk: Desk = self.host.desk;
        desk(work)
    }

    /// The session, where somebody is signed in. Not tracked.
    pub(crate) fn session(&self) -> Option<Rc<Session>> {
        self.phase.with_untracked(|phase| phase.session().map(Rc::clone))
    }

    /// The number of the session, where somebody is signed in. Tracks.
    pub(crate) fn session_number(&self) -> Option<u32> {
        self.phase.with(|phase| phase.session().map(|session| session.number))
    }

    /// A number that no session of this console has had.
    pub(super) fn next_number(&self) -> u32 {
        let number = self.sessions.get().wrapping_add(1);
        self.sessions.set(number);
        number
    }

    /// Goes on to `phase`. The session there was, if any, is over.
    pub(super) fn enter_phase(&self, phase: Phase) {
        let before = replace(&mut *self.phase.write(), phase);
        // Only now: what ends with a session may look at the phase.
        drop(before);
    }

    /// Ends the session, or the attempt to begin one. What the browser keeps stays as it is, but for tokens
    /// that the person has stored: nobody tells them of those as lost when they come back.
    pub(super) fn end_session(&self) {
        if let Some(session) = self.session() {
            session.change_creation(TokenDialog::end);
        }
        drop(self.entry.attempt.take());
        self.enter_phase(Phase::SignedOut);
    }

    /// Signs out, after asking when a secret would be lost.
    pub(crate) fn sign_out(self: &Rc<Self>) {
        match self.session() {
            Some(session) => session.sign_out(),
            None => self.sign_out_now(),
        }
    }

    /// Signs out: the credential and everything shown are gone.
    pub(super) fn sign_out_now(self: &Rc<Self>) {
        self.end_session();
        self.forget_kept(Key::Journal);
        self.forget_session();
    }

    /// Forgets the credential and everything shown, but for what outlasts a reload of creations under way.
    pub(super) fn forget_session(self: &Rc<Self>) {
        self.forget_credential();
        self.end_session();
        self.entry.busy.set(false);
        self.forget_probe();
        self.entry.gitlab.set(String::new());
        self.tell("signed-out", &[]);
        self.enter();
    }
}

impl Phase {
    fn session(&self) -> Option<&Rc<Session>> {
        match self {
            Self::SignedIn(signed_in) => Some(&signed_in.session),
            Self::SignedOut | Self::Resuming => None,
        }
    }
}
