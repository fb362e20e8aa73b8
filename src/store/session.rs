//! Somebody who is signed in, with all that they were told, typed, chose or ordered.
//!
//! A field of [`Session`] is forgotten with it: nothing clears it. So whatever the next person would be wrong to
//! see belongs here, and whatever the next person should find belongs to the [`Console`].

use super::agents::Agents;
use super::news::Corner;
use super::orders::Held;
use super::rights::Denial;
use super::search::Found;
use super::tokens::TokenCache;
use super::{
    Console, Detail, Errand, FirstContact, Form, GitLab, Keeping, Orders, Person, Waiting, Work,
};
use crate::browser::tasks::{Spawner, TaskGuard, Tasks};
use console_core::dialog::{Deletion, Registration, Revocation};
use console_core::intent::Journal;
use console_core::model::{Introduction, ProjectId, TokenLimit, UserId};
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Somebody who is signed in.
#[derive(Debug)]
pub(crate) struct Session {
    /// The console that they are signed in to.
    pub(crate) console: Rc<Console>,
    /// Which of its sessions this is.
    pub(crate) number: u32,
    /// Who they are, to know them from the next person.
    pub(crate) person: Person,
    /// What GitLab told of them and their token, and where that is kept.
    pub(crate) account: ArcRwSignal<Account>,
    /// The tokens that are created, and the connection.
    pub(crate) orders: Rc<Orders>,
    /// Why a new credential is needed before anything goes on.
    pub(crate) waiting: ArcRwSignal<Option<Waiting>>,
    /// The new credential that GitLab checks. One more takes its place: the page around may give one while
    /// somebody types one.
    pub(super) renewing: RefCell<Option<TaskGuard>>,
    /// What GitLab has refused to the token for want of a permission.
    pub(super) denials: ArcRwSignal<Vec<Denial>>,
    /// The agents of the scope.
    pub(crate) agents: Rc<Agents>,
    /// The agent beside the table, with all that GitLab tells of it.
    pub(crate) detail: Detail,
    /// The tokens of the agents looked at.
    pub(crate) tokens: ArcRwSignal<TokenCache>,
    /// Reading those of the open agent again.
    pub(super) open_tokens: RefCell<Option<TaskGuard>>,
    pub(super) journal: RefCell<Journal>,
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
    /// What was done last.
    pub(crate) corner: Rc<Corner>,
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
    pub(super) searching: RefCell<Option<TaskGuard>>,
    /// The projects chosen to be shown together, with their paths.
    pub(crate) ticked: ArcRwSignal<Vec<(ProjectId, String)>>,
    /// What is done for this person: it ends with the session.
    pub(super) tasks: Spawner,
    /// For tests only.
    #[cfg(feature = "canary")]
    _canary: super::canary::Canary,
}

/// An account of GitLab's, as somebody is signed in with it.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// What GitLab told of them, of their personal access token and of itself.
    pub(crate) known: Introduction,
    /// Where the credential is kept.
    pub(crate) keeping: Keeping,
}

/// Where the credential of somebody who is signed in comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credential {
    /// From this tab, which kept it over a reload.
    Kept,
    /// Somebody gave it just now.
    New,
}

/// What keeps a session: when this goes, its tasks and effects end, and with them the last who hold it.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// The session.
    pub(super) session: Rc<Session>,
    /// What was ordered. The session of another person may keep it too.
    pub(super) held: Held,
    _tasks: Tasks,
    _effects: Effects,
}

/// Owns the effects of a session.
#[derive(Debug)]
struct Effects(Owner);

impl Drop for Effects {
    fn drop(&mut self) {
        self.0.cleanup();
    }
}

/// Agents that are read for somebody, perhaps before GitLab has told who that is.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) agents: Rc<Agents>,
    /// What reads them.
    pub(super) tasks: Tasks,
}

impl Ahead {
    /// Nothing is read yet.
    pub(super) fn nothing() -> Self {
        let tasks = Tasks::default();
        Self { agents: Agents::new(tasks.spawner()), tasks }
    }
}

impl SignedIn {
    /// The session of `account`, with what is `held` by the one before, where it is another person's.
    pub(super) fn new(
        console: &Rc<Console>,
        held: Held,
        Ahead { agents, tasks }: Ahead,
        account: Account,
        credential: Credential,
    ) -> Self {
        let number = console.next_number();
        let whose = account.known.user_id();
        let journal = console.noted(held.orders.gitlab.gitlab(), whose, credential);
        let session = Rc::new(Session {
            console: Rc::clone(console),
            number,
            person: whose.map_or(Person::Unnamed(number), Person::User),
            account: ArcRwSignal::new(account),
            orders: Rc::clone(&held.orders),
            waiting: ArcRwSignal::new(None),
            renewing: RefCell::new(None),
            denials: ArcRwSignal::new(Vec::new()),
            agents,
            detail: Detail::new(),
            tokens: ArcRwSignal::new(TokenCache::new()),
            open_tokens: RefCell::new(None),
            journal: RefCell::new(journal),
            first_contact: ArcRwSignal::new(FirstContact::None),
            registration: ArcRwSignal::new(Registration::default()),
            revocation: ArcRwSignal::new(Revocation::default()),
            deletion: ArcRwSignal::new(Deletion::default()),
            form: Form::new(),
            corner: Rc::new(Corner::new(tasks.spawner())),
            search: ArcRwSignal::new(Found::Nothing),
            searched: ArcRwSignal::new(String::new()),
            pasted: ArcRwSignal::new(String::new()),
            set_name: ArcRwSignal::new(String::new()),
            is_searching: ArcRwSignal::new(false),
            searching: RefCell::new(None),
            ticked: ArcRwSignal::new(Vec::new()),
            tasks: tasks.spawner(),
            #[cfg(feature = "canary")]
            _canary: super::canary::Canary::of(number),
        });
        session.agents.belong_to(&session);
        held.orders.belong_to(&session);
        let owner = Owner::new();
        owner.with(|| session.follow());
        Self { session, held, _tasks: tasks, _effects: Effects(owner) }
    }
}

impl Session {
    /// Does what follows from state as that changes. Call it under the session's owner.
    fn follow(self: &Rc<Self>) {
        self.follow_order();
        self.follow_sight();
        self.follow_open_tokens();
        self.follow_scope();
        self.follow_choice();
        self.follow_detail();
        self.follow_news();
    }

    /// The connection.
    pub(crate) fn gitlab(&self) -> &GitLab {
        &self.orders.gitlab
    }

    /// The user, where GitLab told who it is.
    pub(crate) fn user_id(&self) -> Option<UserId> {
        self.account.with_untracked(|account| account.known.user_id())
    }

    /// Whether this person is known to administer the whole instance.
    pub(crate) fn is_admin(&self) -> bool {
        self.account.with_untracked(|account| account.known.is_admin())
    }

    /// Whether the credential is kept over a reload.
    pub(super) fn is_kept(&self) -> bool {
        self.account.with_untracked(|account| account.keeping == Keeping::Session)
    }

    /// How this GitLab limits the active tokens of an agent.
    pub(crate) fn token_limit(&self) -> TokenLimit {
        self.account.with_untracked(|account| {
            let instance = account.known.instance.as_ref();
            instance.map_or(TokenLimit::Two, |instance| instance.version.token_limit())
        })
    }

    /// What carries out `errand`, once its code is here.
    pub(super) fn late(self: &Rc<Self>, errand: Errand) -> LocalBoxFuture<'static, ()> {
        self.console.late(Work::Errand(Rc::clone(self), errand))
    }

    /// Carries out `errand` for as long as the session goes on.
    pub(super) fn spawn_later(self: &Rc<Self>, errand: Errand) {
        self.tasks.spawn(self.late(errand));
    }

    /// Tells the page around who is signed in.
    pub(super) fn tell_signed_in(&self) {
        let gitlab = self.gitlab().gitlab().as_str();
        self.account.with_untracked(|account| {
            let user = account.known.user.as_ref();
            let username = user.map_or("", |user| user.username.as_str());
            self.console.tell("signed-in", &[("gitlab", gitlab), ("username", username)]);
        });
    }
}
