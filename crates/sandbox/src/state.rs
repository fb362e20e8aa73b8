//! All that one sandbox holds, behind one lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::options::Options;
use crate::world::World;

/// The sandbox, shared by its connections.
#[derive(Debug, Clone)]
pub(crate) struct App {
    state: Arc<Mutex<State>>,
}

/// What changes while a sandbox runs, and how it was started.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    /// Scheme, host and port of the configured URL.
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) world: World,
}

impl App {
    pub(crate) fn new(options: Options, origin: String) -> Self {
        let clock = Clock::default();
        let world = World::new(&options, clock.now());
        Self { state: Arc::new(Mutex::new(State { options, origin, clock, world })) }
    }

    /// The state. No caller may hold it over an await.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The configured URL, with the relative root and no slash at the end.
    pub(crate) fn url(&self) -> String {
        format!("{}{}", self.origin, self.options.url_root)
    }
}
