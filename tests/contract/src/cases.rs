//! The cases, by subject.

pub(crate) mod agents;
pub(crate) mod failures;
pub(crate) mod intents;
pub(crate) mod paging;
pub(crate) mod places;
pub(crate) mod probe;
pub(crate) mod rows;
pub(crate) mod scope;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod tokens;
pub(crate) mod writes;

use console_core::failure::Failure;
use console_core::model::{Agent, AgentId, ProjectId, Row};
use gitlab_agents::{AgentPage, Clock, Connection, Listing, Transport, Urgency};

/// `root/test`, with agents 1, 2 and 5.
const TEST: ProjectId = ProjectId(20);
/// `root/empty`, without agents.
const EMPTY: ProjectId = ProjectId(21);
/// `platform/large`, with 250 agents.
const LARGE: ProjectId = ProjectId(1000);
/// The agent with tokens 1 and 2.
const AGENT: AgentId = AgentId(5);

/// All agents of a project, and how their list ended.
async fn agents_of<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    project: ProjectId,
) -> Result<(Vec<Row<Agent>>, Listing), Failure> {
    let mut rows = Vec::new();
    let mut on_page = |page: AgentPage| rows.extend(page.rows);
    let listing = connection.agents(project, Urgency::User, &mut on_page).await?;
    Ok((rows, listing))
}

/// The readable rows.
fn readable<V>(rows: Vec<Row<V>>) -> Vec<V> {
    rows.into_iter().filter_map(Row::read).collect()
}
