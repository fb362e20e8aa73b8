//! Shared state, and the verbs that change it. The only caller of the GitLab client.
//!
//! Nothing here belongs to the view that happens to show it: what a person typed, started or was
//! shown outlives any change of view.

mod agent_facts;
mod agents;
mod ahead;
mod archived;
mod budgets;
mod contact;
mod creation;
mod deletion;
mod detail;
mod errand;
mod export;
mod form;
mod host;
mod journal;
mod lock;
mod navigation;
mod news;
mod order;
mod orders;
mod people;
mod preferences;
mod reach;
mod reading;
mod registration;
mod retry;
mod revocation;
mod rights;
mod search;
mod selection;
mod session;
mod sets;
mod sign_in;
mod tokens;
mod watch;

pub(crate) use agent_facts::{AgentFacts, CreatorText};
pub(crate) use agents::{Agents, Doubt, ProjectState, Reading, joined, reference_text};
pub(crate) use archived::ArchivedCount;
pub(crate) use console_core::dialog::{Person, Target};
pub(crate) use detail::Detail;
pub(crate) use errand::{Desk, Errand};
pub(crate) use form::Form;
pub(crate) use gitlab_agents::LeftOut;
pub(crate) use host::Host;
use leptos::prelude::*;
pub(crate) use navigation::Place;
pub(crate) use reach::Reach;
pub(crate) use rights::{Change, Right};
pub(crate) use search::{Found, FoundProject};
pub(crate) use selection::Pick;
pub(crate) use session::{Keeping, Phase, SignedIn, Waiting};
pub(crate) use sets::Saved;
pub(crate) use sign_in::{Entry, Probed, SignInProblem};
pub(crate) use watch::{FirstContact, GivenUp};

use crate::browser::clock::{BrowserClock, moment, now, sleep};
use crate::browser::fetch::FetchTransport;
use crate::browser::nfc::nfc;
use crate::browser::storage;
use crate::browser::tasks::{TaskGuard, Tasks};
use crate::text::Text;
use console_core::address::Address;
use console_core::config::{Config, ConfigError};
use console_core::dialog::{Deletion, OrderId, Registration, Revocation, TokenDialog};
use console_core::intent::Journal;
use console_core::model::ProjectId;
use console_core::presence::{Lock, Presence};
use console_core::timestamp::Timestamp;
use futures_util::future::LocalBoxFuture;
use gitlab_agents::{Connection, Nudge};
use std::cell::{Cell, RefCell};

/// The client, as it runs in a browser.
pub(crate) type GitLab = Connection<FetchTransport, BrowserClock>;

/// How often relative times are brought up to date.
const TICK_MS: u32 = 10_000;

/// The shared state, from anywhere. It is never given back to the allocator: when a console leaves the
/// page its state waits for the next one.
pub(crate) type Store = &'static State;

/// All shared state.
#[derive(Debug)]
pub(crate) struct State {
    /// What the deployment's `config.json` says, or why it cannot be read.
    pub(crate) config: ArcRwSignal<Result<Config, ConfigError>>,
    /// The sentences of the language shown.
    pub(crate) text: ArcRwSignal<&'static Text>,
    host: ArcRwSignal<Option<Host>>,
    desk: Desk,
    /// This computer's time, brought up to date every few seconds.
    pub(crate) now: ArcRwSignal<Timestamp>,
    /// Where the person is. The address bar shows the same.
    pub(crate) address: ArcRwSignal<Address>,
    /// Who is signed in.
    pub(crate) phase: ArcRwSignal<Phase>,
    /// Why a new credential is needed before anything goes on.
    pub(crate) waiting: ArcRwSignal<Option<Waiting>>,
    /// How many of those who signed in GitLab told no id of.
    unnamed: Cell<u32>,
    /// What GitLab has refused to the token for want of a permission.
    denials: ArcRwSignal<Vec<rights::Denial>>,
    /// Signing in.
    pub(crate) entry: Entry,
    /// Whether this is the one console of the page that keeps something in this tab.
    keeps: Cell<bool>,
    /// When somebody was last there.
    presence: Cell<Presence>,
    /// How near it is that the console locks.
    pub(crate) locks_soon: ArcRwSignal<Lock>,
    /// The agents of the scope.
    pub(crate) agents: Agents,
    /// The agent beside the table, with all that GitLab tells of it.
    pub(crate) detail: Detail,
    /// The tokens of the agents looked at.
    pub(crate) tokens: ArcRwSignal<tokens::TokenCache>,
    /// Reading those of the open agent again.
    open_tokens: RefCell<Option<TaskGuard>>,
    /// Creating a token.
    pub(crate) creation: ArcRwSignal<TokenDialog>,
    /// By what those that run are asked to look again.
    nudges: RefCell<Vec<(OrderId, Nudge)>>,
    journal: ArcRwSignal<Option<Journal>>,
    /// Waiting for an agent to use a new token.
    pub(crate) first_contact: ArcRwSignal<FirstContact>,
    /// Registering an agent.
    pub(crate) registration: ArcRwSignal<Registration>,
    /// Revoking a token.
    pub(crate) revocation: ArcRwSignal<Revocation>,
    /// Deleting an agent.
    pub(crate) deletion: ArcRwSignal<Deletion>,
    /// What stands in the open form.
    pub(crate) form: Form,
    /// What was done last, for a short while.
    pub(crate) news: ArcRwSignal<Option<News>>,
    /// Ends that while.
    news_expiry: RefCell<Option<TaskGuard>>,
    /// The scopes looked at lately.
    pub(crate) recent: ArcRwSignal<Vec<String>>,
    /// The sets this browser remembers.
    saved_sets: ArcRwSignal<sets::SavedSets>,
    /// What the last search for projects and groups found.
    pub(crate) search: ArcRwSignal<Found>,
    /// What is searched for.
    pub(crate) searched: ArcRwSignal<String>,
    /// What is pasted to be shown.
    pub(crate) pasted: ArcRwSignal<String>,
    /// The name of the set to save.
    pub(crate) set_name: ArcRwSignal<String>,
    /// Whether GitLab is being asked what there is.
    pub(crate) is_searching: ArcRwSignal<bool>,
    searching: RefCell<Option<TaskGuard>>,
    /// The projects chosen to be shown together, with their paths.
    pub(crate) ticked: ArcRwSignal<Vec<(ProjectId, String)>>,
    /// Whether GitLab can be reached.
    pub(crate) reach: Reach,
    /// What goes on whoever is signed in.
    tasks: Tasks,
    /// What is done for one person, signing in included: it ends with them.
    errands: Tasks,
    /// What was ordered: it ends with the session.
    orders: Tasks,
    transport: FetchTransport,
}

// Leptos asks that what a view captures is `Send`. WebAssembly without atomics has one thread, which is
// why wasm-bindgen's `JsValue` is `Send` as well.
#[cfg(not(target_feature = "atomics"))]
#[expect(unsafe_code, reason = "there is one thread")]
unsafe impl Sync for State {}

/// The state of the console that a view belongs to.
#[expect(clippy::disallowed_methods, reason = "the page provides it before it builds any view")]
pub(crate) fn use_store() -> Store {
    leptos::prelude::expect_context()
}

/// The sentences of the language shown.
pub(crate) fn use_text() -> &'static Text {
    use_store().text.get_untracked()
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
    /// The sentences of a language could not be loaded.
    LanguageMissing,
    /// An agent was registered though the reply was lost.
    RegisteredUnheard {
        /// Its name.
        name: String,
    },
}

thread_local! {
    /// The states of consoles that have left the page.
    static RETIRED: RefCell<Vec<Store>> = const { RefCell::new(Vec::new()) };
}

/// The state for a new console, until the current owner goes.
pub(crate) fn begin(
    config: Option<&str>,
    origin: &str,
    text: &'static Text,
    host: Host,
    route: &str,
) -> Store {
    let retired = RETIRED.with_borrow_mut(Vec::pop);
    let store = retired.unwrap_or_else(|| Box::leak(Box::new(State::new(text, host.desk))));
    store.text.set(text);
    store.host.set(Some(host));
    store.config.set(Config::parse(config, origin).map(|config| config.composed(nfc)));
    store.now.set(now());
    store.address.set(store.first_address(route));
    store.keeps.set(storage::take());
    store.saved_sets.set(sets::saved());
    on_cleanup(move || store.retire());
    store.follow_activity();
    store.tasks.spawn(async move {
        loop {
            sleep(TICK_MS).await;
            store.now.set(now());
            store.lock_if_due();
            store.keep_activity();
        }
    });
    store.follow_order();
    store.follow_network();
    store.follow_sight();
    store.follow_open_tokens();
    store.follow_address();
    store.follow_scope();
    store.follow_choice();
    store.follow_detail();
    store.follow_news();
    store.enter();
    store
}

impl State {
    fn new(text: &'static Text, desk: Desk) -> Self {
        let transport = FetchTransport::new();
        Self {
            config: ArcRwSignal::new(Ok(Config::default())),
            text: ArcRwSignal::new(text),
            host: ArcRwSignal::new(None),
            desk,
            now: ArcRwSignal::new(now()),
            address: ArcRwSignal::new(Address::default()),
            phase: ArcRwSignal::new(Phase::SignedOut),
            waiting: ArcRwSignal::new(None),
            unnamed: Cell::new(0),
            denials: ArcRwSignal::new(Vec::new()),
            entry: Entry::new(),
            keeps: Cell::new(false),
            presence: Cell::new(Presence::at(moment())),
            locks_soon: ArcRwSignal::new(Lock::Far),
            agents: Agents::new(),
            detail: Detail::new(),
            tokens: ArcRwSignal::new(tokens::TokenCache::new()),
            open_tokens: RefCell::new(None),
            creation: ArcRwSignal::new(TokenDialog::default()),
            nudges: RefCell::new(Vec::new()),
            journal: ArcRwSignal::new(None),
            first_contact: ArcRwSignal::new(FirstContact::None),
            registration: ArcRwSignal::new(Registration::default()),
            revocation: ArcRwSignal::new(Revocation::default()),
            deletion: ArcRwSignal::new(Deletion::default()),
            form: Form::new(),
            news: ArcRwSignal::new(None),
            news_expiry: RefCell::new(None),
            recent: ArcRwSignal::new(Vec::new()),
            saved_sets: ArcRwSignal::new(Vec::new()),
            search: ArcRwSignal::new(Found::Nothing),
            searched: ArcRwSignal::new(String::new()),
            pasted: ArcRwSignal::new(String::new()),
            set_name: ArcRwSignal::new(String::new()),
            is_searching: ArcRwSignal::new(false),
            searching: RefCell::new(None),
            ticked: ArcRwSignal::new(Vec::new()),
            reach: Reach::new(transport.clone()),
            tasks: Tasks::default(),
            errands: Tasks::default(),
            orders: Tasks::default(),
            transport,
        }
    }

    /// Stops everything, forgets everything, and waits for the next console.
    fn retire(&'static self) {
        self.tasks.stop();
        self.tell_unsettled();
        self.forget_all();
        self.host.set(None);
        if self.keeps.replace(false) {
            storage::give_back();
        }
        RETIRED.with_borrow_mut(|retired| retired.push(self));
    }

    /// The address of the GitLab in use, or about to be.
    pub(crate) fn gitlab_name(&self) -> String {
        self.entry.gitlab.get_untracked()
    }

    /// What carries out `errand`, once its code is here.
    fn late(&'static self, errand: Errand) -> LocalBoxFuture<'static, ()> {
        (self.desk)(self, errand)
    }

    /// Carries out `errand` for the person who is signed in, or about to be.
    fn spawn_later(&'static self, errand: Errand) {
        self.errands.spawn(self.late(errand));
    }
}
