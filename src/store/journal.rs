//! What of creations under way outlasts a reload, and how they go on after it.

use super::session::Credential;
use super::{Errand, Keeping, Person, State};
use crate::browser::storage::{Key, write};
use console_core::address::ProjectRef;
use console_core::dialog::Target;
use console_core::digits::digits;
use console_core::intent::{Creation, Journal, Search, TokenOrder, Unsettled};
use console_core::model::{Agent, Token, UserId};
use gitlab_agents::Start;
use leptos::prelude::*;
use std::rc::Rc;

impl State {
    /// Goes on with what this tab was creating when the page was loaded again. What another person
    /// or another GitLab left in it goes; so does what somebody left whose id GitLab does not tell,
    /// unless it is their very credential that is gone on with.
    pub(super) fn open_journal(&'static self, credential: Credential) {
        let Some(session) = self.session() else { return };
        let whose = session.known.user_id();
        let is_theirs = whose.is_some() || credential == Credential::Kept;
        let kept = if is_theirs { self.kept(Key::Journal) } else { None };
        let text = kept.unwrap_or_default();
        let journal = Journal::read(&text, session.gitlab.gitlab().as_str(), whose);
        let unsettled = journal.unsettled();
        self.journal.update_untracked(|kept| *kept = Some(journal));
        self.store_journal();
        if unsettled.is_empty() {
            return;
        }
        self.orders.spawn(self.late(Errand::Resume(unsettled)));
    }

    /// Goes on with one creation after the other.
    pub(super) async fn resume(&'static self, unsettled: Vec<Unsettled>) {
        for unsettled in unsettled {
            match unsettled {
                Unsettled::Token(search) => self.resume_token(search).await,
                Unsettled::Agent(search) => self.resume_registration(search).await,
            }
        }
    }

    async fn resume_token(&'static self, search: Search<Token>) {
        let Some(gitlab) = self.gitlab() else { return };
        let what = Rc::clone(&search.sent.order);
        let TokenOrder { project, agent, .. } = *what;
        let found = gitlab.project(&ProjectRef::Id(project)).await;
        let project_path = found.map_or_else(|_| digits(project.0), |project| project.path);
        let Some(session) = self.session() else { return };
        let agent_name = what.agent_name.clone();
        let target = Target { agent, agent_name, project, project_path };
        let person = session.person;
        self.until_free().await;
        if !self.is_mine(person) {
            return;
        }
        let id = self.creation.write().resume(target, &search, person);
        self.drive(id, Start::State(Creation::Looking(search))).await;
    }

    async fn resume_registration(&'static self, search: Search<Agent>) {
        let order = Rc::clone(&search.sent.order);
        self.until_free().await;
        if !self.is_by_me(order.me) {
            return;
        }
        self.form.begin(order.name.clone());
        self.form.project.set(digits(order.project.0));
        self.registration.write().resume(&search);
        self.drive_registration(Start::State(Creation::Looking(search))).await;
    }

    /// Tells the page around what is called off as the console goes, and may have been created all
    /// the same.
    pub(super) fn tell_unsettled(&'static self) {
        let unsettled = self.journal.with_untracked(|journal| Some(journal.as_ref()?.unsettled()));
        for unsettled in unsettled.unwrap_or_default() {
            let code = ("code", "creation-interrupted");
            match unsettled {
                Unsettled::Token(search) => {
                    let TokenOrder { agent, name, .. } = &*search.sent.order;
                    self.tell("error", &[code, ("agentId", &digits(agent.0)), ("name", name)]);
                }
                Unsettled::Agent(search) => {
                    let order = &search.sent.order;
                    let project = digits(order.project.0);
                    self.tell("error", &[code, ("project", &project), ("name", &order.name)]);
                }
            }
        }
    }

    /// Drops a token whose outcome the person has seen.
    pub(super) fn forget_token(&'static self, order: &TokenOrder) {
        self.change_journal(|journal| journal.forget::<Token>(order));
    }

    /// Drops everything.
    pub(super) fn wipe_journal(&'static self) {
        self.journal.update_untracked(|journal| *journal = None);
        self.store_journal();
    }

    /// Who is signed in.
    pub(super) fn person_here(&'static self) -> Option<Person> {
        self.session().map(|session| session.person)
    }

    /// Whether `person` is the one who is signed in.
    pub(super) fn is_mine(&'static self, person: Person) -> bool {
        self.person_here() == Some(person)
    }

    /// Whether the user who is signed in ordered it, as far as GitLab tells.
    pub(super) fn is_by_me(&'static self, me: Option<UserId>) -> bool {
        self.session().is_some_and(|session| session.known.user_id() == me)
    }

    pub(super) fn change_journal(&'static self, change: impl FnOnce(&mut Journal) -> bool) {
        if self.journal.update_untracked(|journal| journal.as_mut().is_some_and(change)) {
            self.store_journal();
        }
    }

    /// Keeps the journal beside the credential. Where that is in memory only, a reload forgets
    /// both.
    fn store_journal(&'static self) {
        let is_stored = self.session().is_some_and(|session| session.keeping == Keeping::Session);
        let text = self.journal.with_untracked(|journal| journal.as_ref()?.text());
        match text.filter(|_| is_stored) {
            // A browser that refuses leaves it in memory.
            Some(text) => drop(write(Key::Journal, &text)),
            None => self.forget_kept(Key::Journal),
        }
    }
}
