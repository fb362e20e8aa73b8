//! All that GitLab tells of one agent.

use super::State;
use crate::browser::tasks::TaskGuard;
use crate::shared::Shared;
use console_core::failure::Failure;
use console_core::model::{AgentDetail, AgentId, ProjectId};

/// The agent that was read last, and the read under way.
#[derive(Debug)]
pub(crate) struct Detail {
    /// The agent, or why it could not be read.
    pub(crate) read: Shared<Option<Result<AgentDetail, Failure>>>,
    task: Shared<Option<TaskGuard>>,
}

impl Detail {
    pub(super) fn new() -> Self {
        Self { read: Shared::new(None), task: Shared::new(None) }
    }

    /// Forgets the agent, and calls off reading it.
    pub(super) fn clear(&self) {
        self.task.set(None);
        self.read.set(None);
    }
}

impl State {
    /// Reads all of `agent`. A read of another agent that is still under way is called off.
    pub(crate) fn read_detail(&'static self, project: ProjectId, agent: AgentId) {
        self.detail.clear();
        let Some(gitlab) = self.gitlab() else { return };
        let guard = self.errands.spawn_scoped_later(async move {
            let read = gitlab.agent_detail(project, agent).await;
            if let Err(why) = &read {
                self.heed(why);
            }
            self.detail.read.set(Some(read));
        });
        self.detail.task.set(Some(guard));
    }
}
