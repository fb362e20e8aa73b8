//! One row of the table.

use super::Rows;
use super::columns::DELETED;
use super::facts::TokenFacts;
use crate::model::{AgentId, Creator, ProjectId, UserId};
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

/// What is known of who created something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreatorName<'table> {
    /// Their user name.
    Known(&'table str),
    /// Their account is deleted.
    Deleted,
    /// Their id: the name was not read, or GitLab does not tell it.
    Number(UserId),
    /// GitLab did not say.
    Unstated,
}

impl Rows {
    /// The row at `index`.
    pub(super) fn row(&self, index: u32) -> Option<AgentRow<'_>> {
        let at = index as usize;
        let project = *self.agents.projects.get(at)?;
        let (creator, creator_name) = self.creator(*self.agents.creators.get(at)?);
        let tokens = *self.agents.tokens.get(at)?;
        Some(AgentRow {
            id: AgentId(*self.agents.ids.get(at)?),
            name: self.agents.names.get(index),
            project: self.projects.id(project)?,
            project_path: self.projects.paths.get(project),
            created_at: *self.agents.created.get(at)?,
            creator,
            creator_name,
            tokens: tokens.map(|read| read.facts),
            tokens_read_at: tokens.map(|read| read.at),
            is_receptive: *self.agents.receptive.get(at)?,
        })
    }

    fn creator(&self, number: u32) -> (Creator, CreatorName<'_>) {
        if number == DELETED {
            return (Creator::Deleted, CreatorName::Deleted);
        }
        let Some(user) = self.people.id(number) else {
            return (Creator::Unstated, CreatorName::Unstated);
        };
        let name = self.people.known_name(number);
        (Creator::User(user), name.map_or(CreatorName::Number(user), CreatorName::Known))
    }
}
