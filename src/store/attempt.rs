//! Checking a token, and what comes of that.

use super::budgets::budget_of;
use super::credential::keep_credential;
use super::orders::Held;
use super::session::{Ahead, Credential, SignedIn};
use super::{Account, Console, GitLab, Keeping, Phase, SignInProblem, preferences};
use crate::browser::clock::BrowserClock;
use crate::browser::location::Step;
use console_core::access_token::AccessToken;
use console_core::model::{Introduction, NotIntroduced};
use futures_util::future::join3;
use gitlab_agents::{Connection, GitLabUrl};
use leptos::prelude::*;
use std::rc::Rc;

impl Console {
    /// Asks GitLab whose `token` is, and signs them in.
    pub(super) fn attempt(
        self: &Rc<Self>,
        gitlab: GitLabUrl,
        token: AccessToken,
        keeping: Keeping,
    ) {
        let entry = &self.entry;
        entry.busy.set(true);
        entry.problem.set(None);
        // Kept before it is checked, so that a reload in the middle goes on where it was.
        let keeping = match keeping {
            Keeping::Session => keep_credential(&gitlab, &token),
            Keeping::Memory | Keeping::Refused => {
                // That of an attempt before this one.
                self.forget_credential();
                keeping
            }
        };
        let connection = self.connect(gitlab, token);
        let Ahead { agents, tasks } = Ahead::nothing();
        self.read_ahead(&connection, &agents);
        let console = Rc::clone(self);
        tasks.spawner().spawn(async move {
            let outcome = authenticate(&connection).await;
            console.entry.busy.set(false);
            let tasks = console.entry.attempt.take().unwrap_or_default();
            match outcome {
                Ok(known) => {
                    let account = Account { known, keeping };
                    console.signed_in(connection, account, Ahead { agents, tasks });
                }
                Err(why) => console.not_signed_in(why),
            }
        });
        entry.attempt.replace(Some(tasks));
    }

    /// A connection to `gitlab` with `token`.
    fn connect(&self, gitlab: GitLabUrl, token: AccessToken) -> GitLab {
        let budget = budget_of(gitlab.as_str());
        let transport = self.transport.clone();
        let gitlab = Connection::within(budget, gitlab, token, transport, BrowserClock);
        let pause = self.pause();
        gitlab.on_pause(Box::new(move |until| pause.note(until)));
        gitlab
    }

    fn signed_in(self: &Rc<Self>, gitlab: GitLab, account: Account, ahead: Ahead) {
        let credential = self.phase.with_untracked(|phase| match phase {
            Phase::Resuming => Credential::Kept,
            Phase::SignedOut | Phase::SignedIn(_) => Credential::New,
        });
        let name = gitlab.gitlab().as_str().to_owned();
        preferences::remember_gitlab(&name);
        let signed_in = SignedIn::new(self, Held::nothing(gitlab), ahead, account, credential);
        let session = Rc::clone(&signed_in.session);
        self.enter_phase(Phase::SignedIn(signed_in));
        session.tell_signed_in();
        // Not only with the next tick: a browser may end before, and restore the tab days later.
        self.keep_activity();
        self.name_gitlab(name);
        self.start_where_configured();
        session.go_on_reading();
        session.go_on_creating();
    }

    /// Puts the GitLab into the address where another could be meant by it.
    fn name_gitlab(&self, gitlab: String) {
        let several = self.allowed_gitlabs().len() != 1;
        let unnamed = self.address.with_untracked(|address| address.gitlab.is_none());
        if several && unnamed {
            self.go_from_here(Step::Replace, |address| {
                address.gitlab = Some(gitlab);
            });
        }
    }

    fn not_signed_in(self: &Rc<Self>, why: NotIntroduced) {
        let resuming = self.phase.with_untracked(|phase| matches!(phase, Phase::Resuming));
        if !(resuming && why.leaves_credential()) {
            self.forget_credential();
        }
        self.enter_phase(Phase::SignedOut);
        if resuming {
            self.probe();
        }
        self.entry.problem.set(Some(SignInProblem::Refused(why)));
    }
}

/// Asks GitLab who holds the credential of `gitlab`, and what it is: the same when somebody signs in and when
/// they go on with another token.
pub(super) async fn authenticate(gitlab: &GitLab) -> Result<Introduction, NotIntroduced> {
    // At once: one after the other they would take three round trips, and as many preflights.
    let (token, user, instance) =
        join3(gitlab.personal_access_token(), gitlab.user(), gitlab.instance()).await;
    Introduction::of(token, user, instance)
}
