//! Reading again what could not be read.

use super::{Errand, Session};
use console_core::address::{Member, Places, Sources};
use gitlab_agents::read_scope;
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Reads everything again that failed.
    pub(crate) fn retry_all(self: &Rc<Self>) {
        self.spawn_later(Errand::RetryAll);
    }

    /// Reads each of them again.
    pub(super) fn read_failed_again(self: &Rc<Self>) {
        let failed = self.agents.projects.with_untracked(|projects| {
            let failed = projects.iter().filter(|state| state.failure.is_some());
            failed.map(|state| state.key.clone()).collect::<Vec<_>>()
        });
        for key in failed {
            self.read_again(key);
        }
    }

    /// Reads a project or group again, after its failure.
    pub(crate) fn retry(self: &Rc<Self>, key: String) {
        self.spawn_later(Errand::Retry(key));
    }

    pub(super) fn read_again(self: &Rc<Self>, key: String) {
        let member = self.agents.projects.with_untracked(|projects| {
            let state = projects.iter().find(|state| state.key == key)?;
            Some(state.member.clone())
        });
        let Some(member) = member else { return };
        if matches!(member, Member::Group(_)) {
            self.agents.projects.update(|projects| projects.retain(|state| state.key != key));
        }
        self.agents.note_project(&key, |state| {
            state.failure = None;
            state.is_listed = false;
            state.doubt = None;
        });
        let session = Rc::clone(self);
        let guard = self.tasks.spawn_scoped(async move {
            let places = Places::Members(vec![member]);
            let archived = session.console.address.with_untracked(|address| address.archived);
            let sources = Sources { places, archived };
            let mut seen = Vec::new();
            let _ = read_scope(session.gitlab(), &sources, session.is_admin(), &mut |event| {
                session.agents.take(event, &mut seen);
            })
            .await;
        });
        self.agents.retries.update_untracked(|retries| {
            retries.retain(|(retried, _)| *retried != key);
            retries.push((key, guard));
        });
    }
}
