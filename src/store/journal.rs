//! What of creations under way outlasts a reload, and how they go on after it.

use super::errand::Order;
use super::session::Credential;
use super::{Console, Orders, Session};
use crate::browser::storage::{Key, write};
use console_core::address::ProjectRef;
use console_core::dialog::Target;
use console_core::digits::digits;
use console_core::intent::{Creation, Journal, Search, TokenOrder, Unsettled};
use console_core::model::{Agent, Token, UserId};
use gitlab_agents::{GitLabUrl, Start};
use leptos::prelude::*;
use std::rc::Rc;

impl Console {
    /// What this tab was creating when the page was loaded again, of `whose` at `gitlab`. What another person
    /// or another GitLab left in it is not theirs; nor is what somebody left whose id GitLab does not tell,
    /// unless it is their very credential that is gone on with.
    pub(super) fn noted(
        &self,
        gitlab: &GitLabUrl,
        whose: Option<UserId>,
        credential: Credential,
    ) -> Journal {
        let is_theirs = whose.is_some() || credential == Credential::Kept;
        let kept = if is_theirs { self.kept(Key::Journal) } else { None };
        Journal::read(&kept.unwrap_or_default(), gitlab.as_str(), whose)
    }
}

impl Orders {
    /// Goes on with one creation after the other.
    pub(super) async fn resume(&self, unsettled: Vec<Unsettled>) {
        for unsettled in unsettled {
            match unsettled {
                Unsettled::Token(search) => self.resume_token(search).await,
                Unsettled::Agent(search) => self.resume_registration(search).await,
            }
        }
    }

    async fn resume_token(&self, search: Search<Token>) {
        let what = Rc::clone(&search.sent.order);
        let TokenOrder { project, agent, .. } = *what;
        let found = self.gitlab.project(&ProjectRef::Id(project)).await;
        let project_path = found.map_or_else(|_| digits(project.0), |project| project.path);
        let agent_name = what.agent_name.clone();
        let target = Target { agent, agent_name, project, project_path };
        let Some(person) = self.session().map(|session| session.person) else { return };
        let Some(session) = self.when_free().await.filter(|session| session.person == person)
        else {
            return;
        };
        // It ends with its person, while this goes on.
        drop(session);
        let id = self.creation.write().resume(target, &search, person);
        self.drive(id, Start::State(Creation::Looking(search))).await;
    }

    async fn resume_registration(&self, search: Search<Agent>) {
        let order = Rc::clone(&search.sent.order);
        match self.when_free().await {
            Some(session) if session.user_id() == order.me => {
                session.form.begin(order.name.clone());
                session.form.project.set(digits(order.project.0));
                session.registration.write().resume(&search);
            }
            _ => return,
        }
        self.drive_registration(Start::State(Creation::Looking(search))).await;
    }
}

impl Session {
    /// Goes on with what the journal has of creations that are not settled.
    pub(super) fn go_on_creating(&self) {
        self.store_journal();
        let unsettled = self.journal.borrow().unsettled();
        if !unsettled.is_empty() {
            self.start(Order::Resume(unsettled));
        }
    }

    /// Tells the page around what is called off as the console goes, and may have been created all
    /// the same.
    pub(super) fn tell_unsettled(&self) {
        for unsettled in self.journal.borrow().unsettled() {
            let code = ("code", "creation-interrupted");
            match unsettled {
                Unsettled::Token(search) => {
                    let TokenOrder { agent, name, .. } = &*search.sent.order;
                    self.console
                        .tell("error", &[code, ("agentId", &digits(agent.0)), ("name", name)]);
                }
                Unsettled::Agent(search) => {
                    let order = &search.sent.order;
                    let project = digits(order.project.0);
                    self.console
                        .tell("error", &[code, ("project", &project), ("name", &order.name)]);
                }
            }
        }
    }

    /// Drops a token whose outcome the person has seen.
    pub(super) fn forget_token(&self, order: &TokenOrder) {
        self.change_journal(|journal| journal.forget::<Token>(order));
    }

    pub(super) fn change_journal(&self, change: impl FnOnce(&mut Journal) -> bool) {
        let is_changed = change(&mut self.journal.borrow_mut());
        if is_changed {
            self.store_journal();
        }
    }

    /// Keeps the journal beside the credential. Where that is in memory only, a reload forgets
    /// both.
    fn store_journal(&self) {
        match self.journal.borrow().text().filter(|_| self.is_kept()) {
            // A browser that refuses leaves it in memory.
            Some(text) => drop(write(Key::Journal, &text)),
            None => self.console.forget_kept(Key::Journal),
        }
    }
}
