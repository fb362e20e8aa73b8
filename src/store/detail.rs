//! All that GitLab tells of one agent.

use super::follow::follow;
use super::{Errand, Session};
use crate::browser::tasks::TaskGuard;
use console_core::failure::Failure;
use console_core::model::{AgentDetail, AgentId, ProjectId};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

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

impl Session {
    /// Reads all of the agent beside the table, whenever that is another one. Call it under the
    /// session's owner.
    pub(super) fn follow_detail(self: &Rc<Self>) {
        let session = Rc::clone(self);
        let opened = move || {
            let agent = session.console.open()?;
            Some((session.with_row(agent, |row| row.project)?, agent))
        };
        let session = Rc::clone(self);
        follow(opened, move |opened| match opened {
            Some((project, agent)) => session.read_detail(*project, *agent),
            None => session.detail.clear(),
        });
    }

    /// Reads all of `agent`. A read of another agent that is still under way is called off.
    pub(crate) fn read_detail(self: &Rc<Self>, project: ProjectId, agent: AgentId) {
        self.detail.clear();
        let guard = self.tasks.spawn_scoped(self.late(Errand::ReadDetail(project, agent)));
        self.detail.task.replace(Some(guard));
    }

    /// Reads all of an agent and shows it.
    pub(super) async fn show_detail(&self, project: ProjectId, agent: AgentId) {
        let read = self.gitlab().agent_detail(project, agent).await;
        if let Err(why) = &read {
            self.heed(why);
        }
        self.detail.read.set(Some(read));
    }
}
