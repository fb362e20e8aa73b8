//! Reading the scope.

use super::agents::Reading;
use super::{Place, Session};
use console_core::address::Sources;
use console_core::agents::AgentTable;
use leptos::prelude::*;
use std::iter;
use std::rc::Rc;

impl Session {
    /// Reads what the address asks for, whenever that changes. Call it under the session's owner.
    pub(crate) fn follow_scope(self: &Rc<Self>) {
        let session = Rc::clone(self);
        Effect::new(move |_| match session.place() {
            Place::Agents(scope) => {
                let archived = session.console.address.with(|address| address.archived);
                if let Some(sources) = session.console.sources(&scope, archived) {
                    untrack(|| session.read_anew(sources));
                }
            }
            Place::Choose | Place::Elsewhere { .. } => {
                // Nobody sees it any more. Coming back reads what is missing.
                if session.agents.is_running() {
                    session.agents.call_off(Reading::Idle);
                    session.agents.is_cut_short.set(true);
                }
                untrack(|| session.show_contacts(iter::empty()));
            }
        });
    }

    fn read_anew(self: &Rc<Self>, sources: Sources) {
        let shown = self.agents.sources.with_untracked(|shown| shown.as_ref() == Some(&sources));
        if !shown {
            self.agents.clear();
            self.agents.sources.set(Some(sources));
        }
        if self.agents.is_cut_short.take() || !shown {
            self.refresh();
        }
    }

    /// Reads the scope again. Rows stay on the screen until they are known to be gone.
    pub(crate) fn refresh(self: &Rc<Self>) {
        let agents = &self.agents;
        let Some(sources) = agents.sources.get_untracked() else { return };
        let before = match agents.reading.get_untracked() {
            Reading::Done(at) => Some(at),
            Reading::Running { before, .. } | Reading::Failed { before, .. } => before,
            Reading::Idle | Reading::Stopped => None,
        };
        // Without a network nothing better than what is shown can come.
        if before.is_some() && !self.console.reach.online.get_untracked() {
            return;
        }
        let sources = agents.as_found(sources);
        agents.read(self.gitlab().clone(), sources, self.is_admin(), before);
        self.begin_contacts();
        self.read_open_again();
    }

    /// Reads the agent beside the table again, if it was read before: its tokens, and what failed.
    fn read_open_again(self: &Rc<Self>) {
        let Some(agent) = untrack(|| self.console.open()) else { return };
        let row = |table: &AgentTable| Some(table.row(table.find(agent)?)?.project);
        if let Some(project) = self.agents.table.with_untracked(row) {
            self.look_at_tokens(project, agent);
            if self.detail.read.with_untracked(|read| matches!(read, Some(Err(_)))) {
                self.read_detail(project, agent);
            }
        }
    }
}
