//! The state of a sandbox, behind one lock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::clock::Clock;
use crate::faults::{Faults, Rules};
use crate::ledger::Ledger;
use crate::options::Options;
use crate::requests::Requests;
use crate::secrets::Secrets;
use crate::world::World;

/// The sandbox, shared by its connections.
#[derive(Debug, Clone)]
pub(crate) struct App {
    shared: Arc<Shared>,
}

/// The mutable state and the options.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    /// Scheme, host and port of the configured URL.
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) world: World,
    pub(crate) secrets: Secrets,
    pub(crate) faults: Faults,
    pub(crate) ledger: Ledger,
    pub(crate) requests: Requests,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Sends on each change of the rules whether they now drop connections.
    rule_changes: watch::Sender<bool>,
    requests: AtomicU64,
}

impl App {
    pub(crate) fn new(options: Options, origin: String) -> Self {
        let state = Mutex::new(State::new(options, origin));
        let (rule_changes, _) = watch::channel(false);
        Self { shared: Arc::new(Shared { state, rule_changes, requests: AtomicU64::new(0) }) }
    }

    /// The state. Must not be held over an await.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Resets world, secrets, clock, faults, ledger and counts.
    pub(crate) fn reset(&self) {
        {
            let mut state = self.lock();
            *state = State::new(state.options.clone(), state.origin.clone());
        }
        self.shared.rule_changes.send_replace(false);
    }

    /// Activates these rules and releases what the earlier ones held back.
    pub(crate) fn replace_rules(&self, rules: Rules) {
        let drops = {
            let mut state = self.lock();
            state.faults.replace(rules);
            state.faults.drop_connections()
        };
        self.shared.rule_changes.send_replace(drops);
    }

    /// Receives later changes of the rules: whether they drop connections.
    pub(crate) fn rule_changes(&self) -> watch::Receiver<bool> {
        self.shared.rule_changes.subscribe()
    }

    /// A unique number for a request.
    pub(crate) fn next_request_number(&self) -> u64 {
        self.shared.requests.fetch_add(1, Ordering::Relaxed)
    }
}

impl State {
    /// The configured URL with the relative root, without a trailing slash.
    pub(crate) fn url(&self) -> String {
        format!("{}{}", self.origin, self.options.url_root)
    }

    fn new(options: Options, origin: String) -> Self {
        let clock = Clock::default();
        let world = World::new(&options, clock.now());
        Self {
            options,
            origin,
            clock,
            world,
            secrets: Secrets::default(),
            faults: Faults::default(),
            ledger: Ledger::default(),
            requests: Requests::default(),
        }
    }
}
