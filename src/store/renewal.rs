//! Another credential, once GitLab no longer accepts the one in use.

use super::attempt::authenticate;
use super::credential::keep_credential;
use super::session::{Ahead, Credential, SignedIn};
use super::{Account, Console, Errand, Keeping, Phase, Session};
use crate::browser::storage::Key;
use console_core::access_token::AccessToken;
use console_core::dialog::TokenDialog;
use console_core::failure::Failure;
use console_core::model::{Introduction, NotIntroduced};
use leptos::prelude::*;
use std::rc::Rc;

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

impl Session {
    /// Takes note of a failure: one that ends the credential asks for another over the page.
    pub(super) fn heed(&self, failure: &Failure) {
        let console = &self.console;
        let id = failure.request_id.as_deref().unwrap_or_default();
        console.tell("error", &[("code", failure.kind.code()), ("requestId", id)]);
        let asked = self.waiting.with_untracked(Option::is_some);
        if failure.is_unauthorised() && !asked {
            console.entry.no_token.set(None);
            let why = NotIntroduced::Failed(failure.clone());
            self.waiting.set(Some(Waiting::Person { why }));
            let gitlab = console.gitlab_name();
            console.tell("auth-required", &[("gitlab", &gitlab), ("reason", "rejected")]);
        }
    }

    /// Goes on with another credential for the same GitLab. What is on the screen stays.
    pub(crate) fn renew(self: &Rc<Self>, token: AccessToken) {
        self.waiting.set(Some(Waiting::GitLab));
        let gitlab = self.gitlab();
        let keeping = match self.account.with_untracked(|account| account.keeping) {
            Keeping::Memory => Keeping::Memory,
            // What the browser refused before it may take now, and the other way round.
            Keeping::Session | Keeping::Refused => keep_credential(gitlab.gitlab(), &token),
        };
        if keeping == Keeping::Refused {
            // A reload would go on with the one that is of no use any more.
            self.console.forget_kept(Key::Session);
        }
        gitlab.rekey(token);
        let guard = self.tasks.spawn_scoped(self.late(Errand::Renew(keeping)));
        self.renewing.replace(Some(guard));
    }

    /// Asks GitLab whose the new credential is.
    pub(super) async fn authenticate_again(self: &Rc<Self>, keeping: Keeping) {
        match authenticate(self.gitlab()).await {
            Ok(known) => self.renewed(known, keeping),
            Err(why) => self.waiting.set(Some(Waiting::Person { why })),
        }
    }

    fn renewed(self: &Rc<Self>, known: Introduction, keeping: Keeping) {
        let before = self.account.with_untracked(|account| account.known.clone());
        let is_same = known.is_same_person(&before);
        let instance = known.instance.clone().or(before.instance);
        let account = Account { known: Introduction { instance, ..known }, keeping };
        if !is_same {
            self.console.change_person(account);
            return;
        }
        // What another token may do, it has to show anew.
        self.denials.set(Vec::new());
        self.account.set(account);
        self.tell_signed_in();
        self.waiting.set(None);
        self.refresh();
        self.search_again();
    }

    /// Signs out, after asking when a secret would be lost.
    pub(crate) fn sign_out(self: &Rc<Self>) {
        if self.has_unsaved_secret() {
            self.waiting.set(None);
        }
        self.change_creation(TokenDialog::ask_to_sign_out);
    }
}

impl Console {
    /// Goes on with the session of another person, over the same connection. What the one before ordered goes
    /// on too: the value of a new token may still come, and one on the screen nobody can show again.
    fn change_person(self: &Rc<Self>, account: Account) {
        let held = self.phase.with_untracked(|phase| match phase {
            Phase::SignedIn(signed_in) => Some(signed_in.held.clone()),
            Phase::SignedOut | Phase::Resuming => None,
        });
        let Some(held) = held else { return };
        held.orders.creation.write().clear_ground();
        let next = SignedIn::new(self, held, Ahead::nothing(), account, Credential::New);
        let session = Rc::clone(&next.session);
        self.enter_phase(Phase::SignedIn(next));
        session.go_on_creating();
        session.tell_signed_in();
    }
}
