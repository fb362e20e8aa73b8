//! Who is signed in, and what ends or interrupts that.

use super::budgets::budget_of;
use super::sign_in::authenticate;
use super::{Errand, GitLab, Person, State};
use crate::browser::clock::BrowserClock;
use crate::browser::storage::{Kept, Key, read, remove, write};
use console_core::access_token::AccessToken;
use console_core::dialog::{Deletion, Registration, Revocation, TokenDialog};
use console_core::failure::Failure;
use console_core::json::{self, document, object_of};
use console_core::model::{Introduction, NotIntroduced, TokenLimit};
use console_core::secret::Secret;
use gitlab_agents::{Connection, GitLabUrl};
use leptos::prelude::*;
use serde::Deserialize;
use std::rc::Rc;

/// Whether somebody is signed in.
#[derive(Clone, Debug)]
pub(crate) enum Phase {
    /// Nobody.
    SignedOut,
    /// The credential of this tab is being checked after a reload.
    Resuming,
    /// Somebody.
    SignedIn(Rc<SignedIn>),
}

/// Somebody who is signed in.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// The connection with their credential in it.
    pub(crate) gitlab: GitLab,
    /// What GitLab told of them, of their personal access token and of itself.
    pub(crate) known: Introduction,
    /// Who they are, to know them from the next person.
    pub(crate) person: Person,
    /// Where the credential is kept.
    pub(crate) keeping: Keeping,
}

/// Where the credential is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// In this tab's session storage: a reload stays signed in.
    Session,
    /// In memory, by choice: a reload signs out.
    Memory,
    /// In memory, because the browser refused to store it.
    Refused,
}

/// Where the credential of somebody who is signed in comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credential {
    /// From this tab, which kept it over a reload.
    Kept,
    /// Somebody gave it just now.
    New,
}

/// GitLab no longer accepts the credential. Everything stays where it is until there is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// For the person to give one.
    Person {
        /// Why the last one is of no use.
        why: NotIntroduced,
    },
    /// For GitLab to check the one given.
    GitLab,
}

/// The version of the record in session storage, by which a later release refuses what it cannot read.
const RECORD_VERSION: &str = "1";

/// The record in session storage.
#[derive(Deserialize)]
struct Record {
    version: String,
    gitlab: String,
    token: String,
}

fn read_record(record: &str) -> Option<(GitLabUrl, AccessToken)> {
    let record: Record = json::read(document(record.as_bytes())?)?;
    if record.version != RECORD_VERSION {
        return None;
    }
    let token = AccessToken::new(Secret::new(record.token)).ok()?;
    Some((GitLabUrl::parse(&record.gitlab).ok()?, token))
}

/// Keeps the credential for this tab, bound to its GitLab.
pub(super) fn keep_credential(gitlab: &GitLabUrl, token: &AccessToken) -> Keeping {
    let pairs =
        [("version", RECORD_VERSION), ("gitlab", gitlab.as_str()), ("token", token.expose())];
    let record = Secret::new(object_of(&pairs));
    match write(Key::Session, record.expose()) {
        Kept::Yes => Keeping::Session,
        Kept::No => Keeping::Refused,
    }
}

impl State {
    /// What this tab keeps under `key` of this console's.
    pub(super) fn kept(&'static self, key: Key) -> Option<String> {
        if self.keeps.get() { read(key) } else { None }
    }

    /// Keeps nothing of this console's under `key` any more.
    pub(super) fn forget_kept(&'static self, key: Key) {
        if self.keeps.get() {
            remove(key);
        }
    }

    /// The credential of this tab with the GitLab it belongs to. Anything unreadable is removed.
    pub(super) fn stored_credential(&'static self) -> Option<(GitLabUrl, AccessToken)> {
        let record = Secret::new(self.kept(Key::Session)?);
        let credential = read_record(record.expose());
        if credential.is_none() {
            self.forget_kept(Key::Session);
        }
        credential
    }

    /// Forgets the credential of this tab, and when somebody was last there.
    pub(super) fn forget_credential(&'static self) {
        self.forget_kept(Key::Session);
        self.forget_kept(Key::Active);
    }

    /// The session, where somebody is signed in. Not tracked.
    pub(crate) fn session(&'static self) -> Option<Rc<SignedIn>> {
        self.phase.with_untracked(|phase| match phase {
            Phase::SignedIn(session) => Some(Rc::clone(session)),
            Phase::SignedOut | Phase::Resuming => None,
        })
    }

    /// How this GitLab limits the active tokens of an agent.
    pub(crate) fn token_limit(&'static self) -> TokenLimit {
        let version = self.session().and_then(|session| {
            session.known.instance.as_ref().map(|instance| instance.version.token_limit())
        });
        version.unwrap_or(TokenLimit::Two)
    }

    /// Takes note of a failure: one that ends the credential asks for another over the page.
    pub(super) fn heed(&'static self, failure: &Failure) {
        let id = failure.request_id.as_deref().unwrap_or_default();
        self.tell("error", &[("code", failure.kind.code()), ("requestId", id)]);
        let asked = self.waiting.with_untracked(Option::is_some);
        if failure.is_unauthorised() && !asked {
            self.entry.no_token.set(None);
            let why = NotIntroduced::Failed(failure.clone());
            self.waiting.set(Some(Waiting::Person { why }));
            let gitlab = self.gitlab_name();
            self.tell("auth-required", &[("gitlab", &gitlab), ("reason", "rejected")]);
        }
    }

    /// Goes on with another credential for the same GitLab. What is on the screen stays.
    pub(crate) fn renew(&'static self, token: AccessToken) {
        let Some(session) = self.session() else { return };
        self.waiting.set(Some(Waiting::GitLab));
        let keeping = match session.keeping {
            Keeping::Memory => Keeping::Memory,
            // What the browser refused before it may take now, and the other way round.
            Keeping::Session | Keeping::Refused => keep_credential(session.gitlab.gitlab(), &token),
        };
        if keeping == Keeping::Refused {
            // A reload would go on with the one that is of no use any more.
            self.forget_kept(Key::Session);
        }
        session.gitlab.rekey(token);
        let renew = Errand::Renew(session, keeping);
        let guard = self.errands.spawn_scoped(self.late(renew));
        self.entry.checking.replace(Some(guard));
    }

    /// Asks GitLab whose the new credential is.
    pub(super) async fn authenticate_again(&'static self, session: Rc<SignedIn>, keeping: Keeping) {
        match authenticate(&session.gitlab).await {
            Ok(known) => self.renewed(&session, known, keeping),
            Err(why) => self.waiting.set(Some(Waiting::Person { why })),
        }
    }

    fn renewed(&'static self, before: &SignedIn, known: Introduction, keeping: Keeping) {
        let is_same = known.is_same_person(&before.known);
        if !is_same {
            self.forget_person();
            // A value on the screen outlasts even this: nobody can show it again.
            self.creation.write().clear_ground();
        }
        // What another token may do, it has to show anew.
        self.denials.set(Vec::new());
        let person = self.person(&known);
        let instance = known.instance.clone().or_else(|| before.known.instance.clone());
        self.phase.set(Phase::SignedIn(Rc::new(SignedIn {
            gitlab: before.gitlab.clone(),
            known: Introduction { instance, ..known },
            person,
            keeping,
        })));
        if !is_same {
            self.open_journal(Credential::New);
        }
        self.tell_signed_in();
        self.waiting.set(None);
        self.refresh();
        self.search_again();
    }

    /// Tells the page around who is signed in.
    pub(super) fn tell_signed_in(&'static self) {
        let Some(session) = self.session() else { return };
        let gitlab = session.gitlab.gitlab().as_str();
        let user = session.known.user.as_ref();
        let username = user.map_or("", |user| user.username.as_str());
        self.tell("signed-in", &[("gitlab", gitlab), ("username", username)]);
    }

    /// Who `known` is, to be known from the next person.
    pub(super) fn person(&'static self, known: &Introduction) -> Person {
        known.user_id().map_or_else(
            || {
                let number = self.unnamed.get().wrapping_add(1);
                self.unnamed.set(number);
                Person::Unnamed(number)
            },
            Person::User,
        )
    }

    /// Signs out, after asking when a secret would be lost.
    pub(crate) fn sign_out(&'static self) {
        if self.has_unsaved_secret() {
            self.waiting.set(None);
        }
        self.change_creation(TokenDialog::ask_to_sign_out);
    }

    /// Signs out: the credential and everything shown are gone.
    pub(crate) fn sign_out_now(&'static self) {
        self.wipe_journal();
        self.forget_session();
    }

    /// Forgets the credential and everything shown, but for what outlasts a reload of creations under way.
    pub(super) fn forget_session(&'static self) {
        self.forget_credential();
        self.forget_all();
        self.tell("signed-out", &[]);
        self.enter();
    }

    /// Forgets all that this console holds of anybody. What the browser keeps stays as it is.
    pub(super) fn forget_all(&'static self) {
        self.change_creation(TokenDialog::end);
        self.forget_person();
        self.orders.stop();
        // Another connection has asked nothing yet.
        self.note_pause(None);
        self.nudges.borrow_mut().clear();
        self.journal.update_untracked(|journal| *journal = None);
        self.waiting.set(None);
        self.phase.set(Phase::SignedOut);
        self.forget_probe();
        self.entry.gitlab.set(String::new());
    }

    /// Forgets all that one person was shown, typed or chose, but for what they ordered: the value of a new
    /// token may still come. No other reply that comes later is theirs any more.
    fn forget_person(&'static self) {
        self.errands.stop();
        self.entry.busy.set(false);
        self.agents.forget();
        self.detail.clear();
        self.tokens.set(super::tokens::TokenCache::new());
        self.denials.set(Vec::new());
        self.first_contact.set(super::FirstContact::None);
        self.registration.set(Registration::default());
        self.revocation.set(Revocation::default());
        self.deletion.set(Deletion::default());
        self.form.begin(String::new());
        self.dismiss_news();
        self.search.set(super::Found::Nothing);
        for text in [&self.searched, &self.pasted, &self.set_name] {
            text.set(String::new());
        }
        self.is_searching.set(false);
        self.ticked.set(Vec::new());
    }

    /// A connection to `gitlab` with `token`.
    pub(super) fn connect(&'static self, gitlab: GitLabUrl, token: AccessToken) -> GitLab {
        let budget = budget_of(gitlab.as_str());
        let transport = self.transport.clone();
        let gitlab = Connection::within(budget, gitlab, token, transport, BrowserClock);
        gitlab.on_pause(Box::new(move |until| self.note_pause(until)));
        gitlab
    }
}
