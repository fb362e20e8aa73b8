//! Agents.

use super::id::{AgentId, ProjectId, UserId};
use crate::timestamp::Timestamp;

/// An agent as `GET /projects/:id/cluster_agents` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its id.
    pub id: AgentId,
    /// Its name, unique in its project.
    pub name: String,
    /// The project whose repository holds its configuration.
    pub project: ProjectIdentity,
    /// When it was registered.
    pub created_at: Option<Timestamp>,
    /// Who registered it.
    pub created_by: Creator,
    /// Whether GitLab connects to the agent rather than the agent to GitLab. Not told by the
    /// Community Edition, nor before 17.4.
    pub is_receptive: Option<bool>,
}

/// What an agent says of its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectIdentity {
    /// The project's id.
    pub id: ProjectId,
    /// The full path, such as `platform/edge/kiosk`.
    pub path: String,
}

/// Who created something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creator {
    /// The user with this id.
    User(UserId),
    /// `null`: GitLab clears the field when it deletes the account.
    Deleted,
    /// The answer does not say, or not in a form that can be read.
    Unstated,
}

/// One entry of a list. An entry that cannot be read takes no other entry with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<T> {
    /// An entry.
    Read(T),
    /// An entry that is there and cannot be read.
    Unreadable {
        /// Its id, where at least that could be read.
        id: Option<u64>,
    },
}

impl<T> Row<T> {
    /// The entry, where it could be read.
    pub fn read(self) -> Option<T> {
        match self {
            Row::Read(entry) => Some(entry),
            Row::Unreadable { .. } => None,
        }
    }
}
