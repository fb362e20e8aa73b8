//! The table of agents: tens of thousands of rows, filtered and sorted between two frames.

mod facts;
mod row;
mod sort;
mod window;

pub use facts::{Contact, TokenFacts};
pub use row::{AgentRow, CreatorName};
pub use sort::{Column, Sort};
pub use window::window;

use crate::model::{Agent, AgentId, ProjectId, UserId, UserName};
use crate::status::StatusCounts;
use crate::timestamp::Timestamp;

/// Agents, and what is known of their tokens.
#[derive(Debug, Default)]
pub struct AgentTable {}

impl AgentTable {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        0
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an agent, or takes over what changed of it.
    pub fn add(&mut self, _agent: Agent) {}

    /// A list of the agents of `project` is being read.
    pub fn begin_read(&mut self, _project: ProjectId) {}

    /// The list was read to its end: rows of `project` that were not in it go.
    pub fn end_read(&mut self, _project: ProjectId) {}

    /// Removes an agent.
    pub fn remove(&mut self, _agent: AgentId) {}

    /// Removes the agents of a project.
    pub fn remove_project(&mut self, _project: ProjectId) {}

    /// Sets what the tokens of `agent` tell, as read at `read_at`.
    pub fn set_tokens(&mut self, _agent: AgentId, _facts: TokenFacts, _read_at: Timestamp) {}

    /// Forgets what the tokens of `agent` tell.
    pub fn forget_tokens(&mut self, _agent: AgentId) {}

    /// Sets the name of a user.
    pub fn name_user(&mut self, _user: UserId, _name: UserName) {}

    /// The users whose name nobody asked for yet.
    #[must_use]
    pub fn unnamed_users(&self) -> Vec<UserId> {
        Vec::new()
    }

    /// The row at `index`, as [`AgentTable::arrange`] gives it.
    #[must_use]
    pub fn row(&self, _index: u32) -> Option<AgentRow<'_>> {
        None
    }

    /// The index of an agent's row.
    #[must_use]
    pub fn find(&self, _agent: AgentId) -> Option<u32> {
        None
    }

    /// The rows that match `filter`, in the order of `sort`.
    #[must_use]
    pub fn arrange(&mut self, _filter: &str, _sort: Sort, _now: Timestamp) -> Vec<u32> {
        Vec::new()
    }

    /// Whether `project` has an agent of that name.
    #[must_use]
    pub fn has_name(&self, _project: ProjectId, _name: &str) -> bool {
        false
    }

    /// How many rows have which status.
    #[must_use]
    pub fn status_counts(&self, _now: Timestamp) -> StatusCounts {
        StatusCounts::default()
    }

    /// How many of `rows` have no known last contact.
    #[must_use]
    pub fn unread(&self, _rows: &[u32]) -> u32 {
        0
    }
}
