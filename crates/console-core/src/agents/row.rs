//! One row of the table.

use crate::model::{AgentId, Creator, ProjectId, TokenFacts};
use crate::people::CreatorName;
use crate::status::{ConnectionStatus, LastRead};
use crate::timestamp::Timestamp;

/// An agent, as the table shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgentRow<'table> {
    /// Its id.
    pub id: AgentId,
    /// Its name.
    pub name: &'table str,
    /// Its project.
    pub project: ProjectId,
    /// Its project's full path.
    pub project_path: &'table str,
    /// When it was registered.
    pub created_at: Option<Timestamp>,
    /// Who registered it.
    pub creator: Creator,
    /// What to show for them.
    pub creator_name: CreatorName<'table>,
    /// What its tokens tell; `None` while they were not read.
    pub tokens: Option<TokenFacts>,
    /// When its tokens were read.
    pub tokens_read_at: Option<Timestamp>,
    /// Whether GitLab connects to the agent, where it says so.
    pub is_receptive: Option<bool>,
}

impl AgentRow<'_> {
    /// Whether the agent is in contact `now`, as far as what was read tells.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> ConnectionStatus {
        match (self.tokens, self.tokens_read_at) {
            (Some(facts), Some(read_at)) => ConnectionStatus::of(facts.contact, read_at, now),
            _ => ConnectionStatus::Unknown,
        }
    }

    /// What was last read of its tokens.
    #[must_use]
    pub fn last_read(&self) -> Option<LastRead> {
        Some(LastRead { contact: self.tokens?.contact, at: self.tokens_read_at? })
    }
}
