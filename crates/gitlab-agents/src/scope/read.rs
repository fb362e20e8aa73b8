//! One project of a scope.

use super::{Job, Reading, ScopeEvent};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Asked, ListingEnd, agents_of, beside};
use crate::transport::Transport;
use console_core::address::ProjectRef;
use console_core::failure::Failure;
use console_core::model::{Project, ProjectId};

/// The first page of a list, where it was asked for.
type FirstPage<'a> = Option<Asked<'a>>;

impl<T: Transport, C: Clock> Reading<'_, T, C> {
    /// Does one thing that is in line.
    pub(super) async fn run(&self, job: Job) -> Result<(), Failure> {
        match job {
            Job::List(group) => self.list(group).await,
            Job::Listed(id) => self.read(id, None).await,
            Job::Named(ProjectRef::Id(id)) if self.found.borrow().contains(id.0) => {
                self.recount(1, 0);
                Ok(())
            }
            Job::Named(project) => match self.open(&project).await {
                Ok(Some((id, first))) => self.read(id, first).await,
                Ok(None) => Ok(()),
                Err(failure) => self.failed(project, None, failure),
            },
        }
    }

    /// Reads a project's agents, of whose list the first page may be here already.
    async fn read(&self, id: ProjectId, mut first: FirstPage<'_>) -> Result<(), Failure> {
        let mut on_page = |page: crate::AgentPage| {
            let crate::AgentPage { rows, page, pages, .. } = page;
            self.tell(ScopeEvent::Agents { project: id, rows, page, pages });
        };
        let mut is_second = false;
        let listing = loop {
            let listing =
                self.connection.agents_after(first.take(), id, self.urgency, &mut on_page).await;
            let is_changed = listing
                .as_ref()
                .is_ok_and(|listing| listing.changed || listing.end == ListingEnd::Miscounted);
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
    ///
    /// While a person waits, what an id names is asked for its agents meanwhile: that saves a round trip, and
    /// costs an answer where the id is wrong.
    async fn open(
        &self,
        asked: &ProjectRef,
    ) -> Result<Option<(ProjectId, FirstPage<'_>)>, Failure> {
        let look_up = self.connection.look_up(asked, self.urgency);
        let (project, first) = match (asked, self.urgency) {
            (ProjectRef::Id(id), Urgency::User) => {
                let page = self.connection.page(&agents_of(*id), 1, self.urgency);
                let (project, first) = beside(page, look_up).await;
                (project, Some(first))
            }
            _ => (look_up.await, None),
        };
        Ok(self.known(project?).map(|id| (id, first)))
    }

    /// Tells of a project, and says which it is, where it is a new one.
    fn known(&self, project: Project) -> Option<ProjectId> {
        let id = project.id;
        let is_new = self.is_new(id);
        if is_new {
            self.tell(ScopeEvent::Projects(vec![project]));
        }
        is_new.then_some(id)
    }
}
