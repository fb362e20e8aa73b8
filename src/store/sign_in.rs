//! Signing in: which GitLab, is it one, and is the token good.

use super::{Console, Keeping, Phase, preferences};
use crate::browser::clock::BrowserClock;
use crate::browser::location::Step;
use crate::browser::tasks::{TaskGuard, Tasks};
use console_core::access_token::{AccessToken, TokenError};
use console_core::config::CredentialStorage;
use console_core::model::NotIntroduced;
use console_core::secret::Secret;
use gitlab_agents::{GitLabUrl, Probe, UrlError, probe};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// The sign-in page's state.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The GitLab's address as typed, chosen or configured.
    pub(crate) gitlab: ArcRwSignal<String>,
    /// What is known of that address.
    pub(crate) probed: ArcRwSignal<Probed>,
    /// Why the last attempt to sign in did not succeed.
    pub(crate) problem: ArcRwSignal<Option<SignInProblem>>,
    /// Whether an attempt is under way.
    pub(crate) busy: ArcRwSignal<bool>,
    /// Whether the person wants the token in memory only.
    pub(crate) is_memory_only: ArcRwSignal<bool>,
    /// Why what was typed or given last is no token.
    pub(crate) no_token: ArcRwSignal<Option<TokenError>>,
    probing: RefCell<Option<TaskGuard>>,
    /// What checks a token, and reads ahead meanwhile. One more takes its place: the page around may give one
    /// while somebody types one.
    pub(super) attempt: RefCell<Option<Tasks>>,
}

/// What is known of a GitLab's address before a secret is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Probed {
    /// Nothing: no request has gone there.
    Unasked,
    /// The address cannot be one.
    Invalid(UrlError),
    /// The deployment does not allow this GitLab.
    NotAllowed,
    /// The question is under way.
    Asking,
    /// What stands there.
    Answered(GitLabUrl, Probe),
}

/// Why signing in did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignInProblem {
    /// GitLab refused, did not answer, or the token is of no use here.
    Refused(NotIntroduced),
    /// The console has locked itself.
    Locked,
}

impl Entry {
    pub(super) fn new() -> Self {
        Self {
            gitlab: ArcRwSignal::new(String::new()),
            probed: ArcRwSignal::new(Probed::Unasked),
            problem: ArcRwSignal::new(None),
            busy: ArcRwSignal::new(false),
            is_memory_only: ArcRwSignal::new(false),
            no_token: ArcRwSignal::new(None),
            probing: RefCell::new(None),
            attempt: RefCell::new(None),
        }
    }
}

impl Console {
    /// The GitLabs the deployment allows; empty where any may be used.
    pub(crate) fn allowed_gitlabs(&self) -> Vec<GitLabUrl> {
        self.config.as_ref().map(|config| config.gitlabs.clone()).unwrap_or_default()
    }

    /// Whether credentials are kept in memory only: the deployment wants it, or another console of the page has
    /// what this tab keeps.
    pub(crate) fn keeps_in_memory(&self) -> bool {
        let config = self.config.as_ref();
        !self.keeps || config.is_ok_and(|config| config.storage == CredentialStorage::Memory)
    }

    /// Opens the sign-in page, or goes on with the credential of this tab.
    pub(super) fn enter(self: &Rc<Self>) {
        if self.config.is_err() {
            return;
        }
        self.recent.set(preferences::recent());
        self.entry.is_memory_only.set(self.keeps_in_memory());
        self.entry.no_token.set(None);
        let is_old = self.is_kept_too_long();
        if let Some((gitlab, token)) = self.stored_credential() {
            // The deployment may have changed its mind since the credential was stored.
            if !is_old && self.is_allowed(&gitlab) && !self.keeps_in_memory() {
                self.enter_phase(Phase::Resuming);
                self.entry.gitlab.set(gitlab.as_str().to_owned());
                self.attempt(gitlab, token, Keeping::Session);
                return;
            }
        }
        self.forget_credential();
        self.offer_gitlab();
        if is_old {
            self.tell_lock();
        }
    }

    /// Asks anew what nobody answered: goes on with the credential of this tab, or with the address as it stands.
    pub(super) fn ask_again(self: &Rc<Self>) {
        match self.stored_credential() {
            Some(_) => self.enter(),
            None => self.probe(),
        }
    }

    /// Puts the likeliest GitLab into the field, and asks what stands there if it is no stranger.
    fn offer_gitlab(self: &Rc<Self>) {
        // What was learnt before signing out may be of another GitLab than the one offered now.
        self.forget_probe();
        let allowed = self.allowed_gitlabs();
        let first = allowed.first().map(|gitlab| gitlab.as_str().to_owned());
        let linked = self.address.with_untracked(|address| address.gitlab.clone());
        let used = preferences::gitlab();
        let offer = linked.clone().or_else(|| used.clone()).or_else(|| first.clone());
        let Some(offer) = offer else { return };
        // One that was used before may not be allowed any more.
        let known = match allowed.is_empty() {
            true => used.as_ref() == Some(&offer),
            false => allowed.iter().any(|gitlab| gitlab.as_str() == offer),
        };
        // Of several configured GitLabs the one used before, or the first, is as good as any.
        let offer = match (allowed.is_empty(), known) {
            (false, false) if linked.is_none() => first.unwrap_or(offer),
            _ => offer,
        };
        self.entry.gitlab.set(offer);
        if known || !allowed.is_empty() {
            self.probe();
        }
    }

    /// Asks, without a credential, what stands at the address in the field.
    pub(crate) fn probe(self: &Rc<Self>) {
        let entry = &self.entry;
        entry.problem.set(None);
        let gitlab = match entry.gitlab.with_untracked(|typed| GitLabUrl::parse(typed)) {
            Ok(gitlab) => gitlab,
            Err(why) => {
                entry.probed.set(Probed::Invalid(why));
                return;
            }
        };
        if !self.is_allowed(&gitlab) {
            entry.probed.set(Probed::NotAllowed);
            self.tell("error", &[("code", "gitlab-not-allowed")]);
            return;
        }
        entry.gitlab.set(gitlab.as_str().to_owned());
        entry.probed.set(Probed::Asking);
        let transport = self.transport.clone();
        let console = Rc::clone(self);
        let guard = self.tasks.spawn_scoped(async move {
            let answer = probe(&transport, &BrowserClock, &gitlab).await;
            if answer == Probe::GitLab {
                let detail = [("gitlab", gitlab.as_str()), ("reason", "missing")];
                console.tell("auth-required", &detail);
            }
            console.entry.probed.set(Probed::Answered(gitlab, answer));
        });
        entry.probing.replace(Some(guard));
    }

    /// Goes on with a GitLab that the deployment allows, instead of the one a link names.
    pub(crate) fn use_gitlab(self: &Rc<Self>, gitlab: &str) {
        self.go_from_here(Step::Replace, |address| address.gitlab = None);
        self.entry.gitlab.set(gitlab.to_owned());
        self.probe();
    }

    /// Forgets what is known of the address, as it is being changed.
    pub(crate) fn forget_probe(&self) {
        self.entry.probing.replace(None);
        self.entry.probed.set(Probed::Unasked);
        self.entry.problem.set(None);
    }

    /// The token in what somebody typed or the page around gave; where there is none, why stands at the field.
    pub(crate) fn read_token(&self, text: &Secret) -> Option<AccessToken> {
        let read = AccessToken::from_pasted(text.expose());
        self.entry.no_token.set(read.as_ref().err().copied());
        read.ok()
    }

    /// Signs in to the GitLab that was asked.
    pub(crate) fn sign_in(self: &Rc<Self>, token: AccessToken, keeping: Keeping) {
        let answered = self.entry.probed.with_untracked(|probed| match probed {
            Probed::Answered(gitlab, Probe::GitLab) => Some(gitlab.clone()),
            _ => None,
        });
        if let Some(gitlab) = answered {
            self.attempt(gitlab, token, keeping);
        }
    }

    fn is_allowed(&self, gitlab: &GitLabUrl) -> bool {
        let allowed = self.allowed_gitlabs();
        allowed.is_empty() || allowed.contains(gitlab)
    }
}
