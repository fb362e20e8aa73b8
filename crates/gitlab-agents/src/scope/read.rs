//! One project of a scope.

use super::{Job, Reading, ScopeEvent};
use crate::clock::Clock;
use crate::transport::Transport;
use agent_ops::address::ProjectRef;
use agent_ops::failure::Failure;
use agent_ops::model::{ProjectId, Role};

impl<T: Transport, C: Clock> Reading<'_, T, C> {
    /// Does one thing that is in line.
    pub(super) async fn run(&self, job: Job) -> Result<(), Failure> {
        match job {
            Job::List(group) => self.list(group).await,
            Job::Listed(id) => self.read(id).await,
            Job::Named(ProjectRef::Id(id)) if self.found.borrow().contains(id.0) => {
                self.recount(1, 0);
                Ok(())
            }
            Job::Named(project) => match self.open(&project).await {
                Ok(Some(id)) => self.read(id).await,
                Ok(None) => Ok(()),
                Err(failure) => self.failed(project, None, failure),
            },
        }
    }

    /// Reads a project's agents.
    async fn read(&self, id: ProjectId) -> Result<(), Failure> {
        let mut on_page = |page: crate::AgentPage| {
            let crate::AgentPage { rows, page, pages, .. } = page;
            self.tell(ScopeEvent::Agents { project: id, rows, page, pages });
        };
        let mut is_second = false;
        let listing = loop {
            let listing = self.connection.agents(id, self.urgency, &mut on_page).await;
            let is_changed = listing.as_ref().is_ok_and(|listing| listing.changed);
            if is_second || !is_changed {
                break listing;
            }
            // A row may have moved from a page not read yet to one that was.
            is_second = true;
            self.tell(ScopeEvent::ReadAgain { project: id });
        };
        match listing {
            Ok(listing) => {
                self.tell(ScopeEvent::ProjectDone { project: id, listing });
                Ok(())
            }
            Err(failure) => self.failed(ProjectRef::Id(id), Some(id), failure),
        }
    }

    /// Looks a named project up and tells of it; `None` where it was there already, under another
    /// name.
    async fn open(&self, project: &ProjectRef) -> Result<Option<ProjectId>, Failure> {
        let mut project = self.connection.look_up(project, self.urgency).await?;
        let id = project.id;
        if !self.is_new(id) {
            return Ok(None);
        }
        if self.admin {
            project.role = Some(Role::OWNER);
        }
        self.tell(ScopeEvent::Projects(vec![project]));
        Ok(Some(id))
    }
}
