//! A project's agents.

use super::pages::{Asked, Distinct};
use super::{Connection, Listing};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::route::Route;
use crate::transport::Transport;
use crate::wire;
use console_core::failure::Failure;
use console_core::model::{Agent, AgentDetail, AgentId, ProjectId, Row};

/// One page of a project's agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentPage {
    /// The agents on it that no earlier page held.
    pub rows: Vec<Row<Agent>>,
    /// Its number, from 1.
    pub page: u32,
    /// How many pages there are, where GitLab counts them.
    pub pages: Option<u32>,
    /// How many agents there are, where GitLab counts them.
    pub total: Option<u32>,
}

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads all agents of `project` and hands them over as their pages come, in no particular
    /// order after the first. Every agent comes once.
    ///
    /// # Errors
    ///
    /// What GitLab answers to a page that could not be read. Pages handed over before that stand.
    /// It answers 404 to a role below Developer as well.
    pub async fn agents(
        &self,
        project: ProjectId,
        urgency: Urgency,
        on_page: &mut dyn FnMut(AgentPage),
    ) -> Result<Listing, Failure> {
        self.agents_after(None, project, urgency, on_page).await
    }

    /// As [`Connection::agents`], of which the first page may be asked for already.
    pub(crate) async fn agents_after(
        &self,
        first: Option<Asked<'_>>,
        project: ProjectId,
        urgency: Urgency,
        on_page: &mut dyn FnMut(AgentPage),
    ) -> Result<Listing, Failure> {
        let mut distinct = Distinct::default();
        let route = agents_of(project);
        self.read_pages(first, &route, urgency, &mut |answer, place| {
            let rows = answer.rows(|json| wire::agent::row(json, project))?;
            let (rows, taken) = distinct.keep(rows, |agent| agent.id.0);
            on_page(AgentPage { rows, page: place.page, pages: place.pages, total: place.total });
            Ok(taken)
        })
        .await
    }

    /// Reads one agent.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 404 where it is gone or hidden.
    pub async fn agent(&self, project: ProjectId, agent: AgentId) -> Result<Agent, Failure> {
        self.agent_detail(project, agent).await.map(|detail| detail.agent)
    }

    /// Reads one agent with all that GitLab tells of its configuration project.
    ///
    /// # Errors
    ///
    /// As [`Connection::agent`].
    pub async fn agent_detail(
        &self,
        project: ProjectId,
        agent: AgentId,
    ) -> Result<AgentDetail, Failure> {
        let answer = self.get(&self::agent(project, agent), Urgency::User).await?;
        answer.one(|json| wire::agent::detail(json, project))
    }
}

pub(crate) fn agents_of(project: ProjectId) -> Route {
    Route::to("projects").id(project.0).part("cluster_agents")
}

pub(crate) fn agent(project: ProjectId, agent: AgentId) -> Route {
    agents_of(project).id(agent.0)
}
