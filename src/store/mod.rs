//! Shared state, and the verbs that change it. The only caller of the GitLab client.
//!
//! Every signal here belongs to the console's root, not to the view that happens to show it: what
//! a person typed, started or was shown outlives any change of view.

mod agent_facts;
mod agents;
mod contact;
mod creation;
mod deletion;
mod navigation;
mod people;
mod preferences;
mod registration;
mod revocation;
mod rights;
mod search;
mod session;
mod sign_in;
mod tokens;
mod watch;

pub(crate) use agent_facts::{AgentFacts, CreatorText};
pub(crate) use agents::{Agents, ProjectState, Reading, reference_text};
pub(crate) use creation::{Creation, Outcome, Step, Target};
pub(crate) use deletion::Deletion;
pub(crate) use navigation::Place;
pub(crate) use registration::Registration;
pub(crate) use revocation::Revocation;
pub(crate) use rights::{Barrier, Right};
pub(crate) use search::Found;
pub(crate) use session::{Keeping, Phase, SignedIn, Waiting};
pub(crate) use sign_in::{Entry, Probed, SignInProblem};
pub(crate) use tokens::TokensRead;
pub(crate) use watch::FirstContact;

use crate::browser::clock::{BrowserClock, now};
use crate::browser::fetch::FetchTransport;
use crate::browser::tasks::Tasks;
use crate::text::Language;
use agent_ops::address::Address;
use agent_ops::config::{Config, ConfigError};
use agent_ops::timestamp::Timestamp;
use gitlab_agents::Connection;
use leptos::prelude::*;

/// The client, as it runs in a browser.
pub(crate) type GitLab = Connection<FetchTransport, BrowserClock>;

/// How often relative times are brought up to date.
const TICK_MS: u32 = 10_000;

/// All shared state. A bundle of handles, as cheap to copy as a few numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Store {
    /// What the deployment's `config.json` says, or why it cannot be read.
    pub(crate) config: StoredValue<Result<Config, ConfigError>>,
    /// The language shown.
    pub(crate) language: RwSignal<Language>,
    /// This computer's time, brought up to date every few seconds.
    pub(crate) now: RwSignal<Timestamp>,
    /// Where the person is. The address bar shows the same.
    pub(crate) address: RwSignal<Address>,
    /// Who is signed in.
    pub(crate) phase: RwSignal<Phase, LocalStorage>,
    /// Why a new credential is needed before anything goes on.
    pub(crate) waiting: RwSignal<Option<Waiting>>,
    /// Signing in.
    pub(crate) entry: Entry,
    /// The agents of the scope.
    pub(crate) agents: Agents,
    /// The tokens of the agents looked at.
    pub(crate) tokens: RwSignal<tokens::TokenCache>,
    /// The names of those who created agents and tokens.
    pub(crate) people: RwSignal<people::People>,
    /// Creating a token.
    pub(crate) creation: RwSignal<Creation, LocalStorage>,
    /// Whether the secret shown has been copied, downloaded, or declared stored.
    pub(crate) secret_stored: RwSignal<bool>,
    /// Whether the person was asked to confirm leaving a secret that is not stored.
    pub(crate) leaving_secret: RwSignal<Option<Leaving>>,
    /// Waiting for an agent to use a new token.
    pub(crate) first_contact: RwSignal<FirstContact>,
    /// Registering an agent.
    pub(crate) registration: RwSignal<Registration, LocalStorage>,
    /// Revoking a token.
    pub(crate) revocation: RwSignal<Revocation, LocalStorage>,
    /// Deleting an agent.
    pub(crate) deletion: RwSignal<Deletion, LocalStorage>,
    /// What was done last, for a short while.
    pub(crate) news: RwSignal<Option<News>>,
    /// The scopes looked at lately.
    pub(crate) recent: RwSignal<Vec<String>>,
    tasks: StoredValue<Tasks, LocalStorage>,
    transport: StoredValue<FetchTransport, LocalStorage>,
}

/// What a person was about to do when they were asked about the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// Close the dialog.
    Closing,
    /// Sign out.
    SigningOut,
}

/// Something that was done, said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// A token was revoked.
    Revoked {
        /// Its name.
        name: String,
    },
    /// A token was gone already when its revocation was asked for.
    RevokedBefore {
        /// Its name.
        name: String,
    },
    /// An agent was deleted.
    Deleted {
        /// Its name.
        name: String,
    },
    /// An agent was gone already when its deletion was asked for.
    DeletedBefore {
        /// Its name.
        name: String,
    },
    /// An agent was registered though the reply was lost.
    RegisteredUnheard {
        /// Its name.
        name: String,
    },
}

impl Store {
    /// The state a console starts in. Call it under the console's owner.
    pub(crate) fn new(config: Option<&str>) -> Self {
        let config = Config::parse(config);
        let language = preferences::language(config.as_ref().ok());
        let store = Self {
            config: StoredValue::new(config),
            language: RwSignal::new(language),
            now: RwSignal::new(now()),
            address: RwSignal::new(navigation::current()),
            phase: RwSignal::new_local(Phase::SignedOut),
            waiting: RwSignal::new(None),
            entry: Entry::new(),
            agents: Agents::new(),
            tokens: RwSignal::new(tokens::TokenCache::default()),
            people: RwSignal::new(people::People::new()),
            creation: RwSignal::new_local(Creation::Closed),
            secret_stored: RwSignal::new(false),
            leaving_secret: RwSignal::new(None),
            first_contact: RwSignal::new(FirstContact::default()),
            registration: RwSignal::new_local(Registration::Closed),
            revocation: RwSignal::new_local(Revocation::Closed),
            deletion: RwSignal::new_local(Deletion::Closed),
            news: RwSignal::new(None),
            recent: RwSignal::new(preferences::recent()),
            tasks: StoredValue::new_local(Tasks::default()),
            transport: StoredValue::new_local(FetchTransport::new()),
        };
        store.begin();
        store
    }

    /// The address of the GitLab in use, or about to be.
    pub(crate) fn gitlab_name(self) -> String {
        self.entry.gitlab.get_untracked()
    }

    fn begin(self) {
        let tasks = self.tasks();
        on_cleanup({
            let tasks = send_wrapper::SendWrapper::new(tasks.clone());
            move || tasks.stop()
        });
        tasks.spawn(async move {
            loop {
                crate::browser::clock::sleep(TICK_MS).await;
                self.now.set(now());
            }
        });
        self.follow_address();
        self.enter();
    }

    fn tasks(self) -> Tasks {
        self.tasks.get_value()
    }

    fn spawn(self, future: impl Future<Output = ()> + 'static) {
        self.tasks().spawn(future);
    }

    fn transport(self) -> FetchTransport {
        self.transport.get_value()
    }
}
