//! All that GitLab tells of one agent.

use super::{Errand, GitLab, Phase, State};
use crate::browser::tasks::TaskGuard;
use console_core::failure::Failure;
use console_core::model::{AgentDetail, AgentId, ProjectId};
use leptos::prelude::*;
use std::cell::RefCell;

/// The agent that was read last, and the read under way.
#[derive(Debug)]
pub(crate) struct Detail {
    /// The agent, or why it could not be read.
    pub(crate) read: ArcRwSignal<Option<Result<AgentDetail, Failure>>>,
    task: RefCell<Option<TaskGuard>>,
}

impl Detail {
    pub(super) fn new() -> Self {
        Self { read: ArcRwSignal::new(None), task: RefCell::new(None) }
    }

    /// Forgets the agent, and calls off reading it.
    pub(super) fn clear(&self) {
        self.task.replace(None);
        self.read.set(None);
    }
}

impl State {
    /// Reads all of the agent beside the table, whenever that is another one. Call it under the
    /// console's owner.
    pub(super) fn follow_detail(&'static self) {
        let opened = ArcMemo::new(move |_| {
            let agent = self.open()?;
            let project = self.with_row(agent, |row| row.project)?;
            let is_signed_in = self.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
            is_signed_in.then_some((project, agent))
        });
        Effect::new(move |_| match opened.get() {
            Some((project, agent)) => untrack(|| self.read_detail(project, agent)),
            None => self.detail.clear(),
        });
    }

    /// Reads all of `agent`. A read of another agent that is still under way is called off.
    pub(crate) fn read_detail(&'static self, project: ProjectId, agent: AgentId) {
        self.detail.clear();
        let Some(gitlab) = self.gitlab() else { return };
        let read = Errand::ReadDetail(gitlab, project, agent);
        let guard = self.errands.spawn_scoped(self.late(read));
        self.detail.task.replace(Some(guard));
    }

    /// Reads all of an agent and shows it.
    pub(super) async fn show_detail(
        &'static self,
        gitlab: GitLab,
        project: ProjectId,
        agent: AgentId,
    ) {
        let read = gitlab.agent_detail(project, agent).await;
        if let Err(why) = &read {
            self.heed(why);
        }
        self.detail.read.set(Some(read));
    }
}
