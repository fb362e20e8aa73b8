//! One row of the table.

use super::facts::TokenFacts;
use crate::model::{AgentId, Creator, ProjectId, UserId};
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
