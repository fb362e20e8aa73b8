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

/// An agent as `GET /projects/:id/cluster_agents/:agent_id` tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentDetail {
    /// The agent.
    pub agent: Agent,
    /// All that GitLab tells of the project whose repository holds its configuration.
    pub config_project: ConfigProject,
}

/// The seven fields of `config_project`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProject {
    /// The project's id.
    pub id: ProjectId,
    /// Its description, where it has one.
    pub description: Option<String>,
    /// Its display name, such as `Kiosk`.
    pub name: String,
    /// The display names from the top group down, such as `Platform / Edge / Kiosk`.
    pub name_with_namespace: String,
    /// The last part of its path, such as `kiosk`.
    pub path: String,
    /// Its full path, such as `platform/edge/kiosk`.
    pub path_with_namespace: String,
    /// When it was created.
    pub created_at: Option<Timestamp>,
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

/// Whether something stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// It does not.
    No,
    /// Not all of the list can be read.
    Perhaps,
    /// It does.
    Yes,
}

impl Listed {
    /// Whether `id` is among the rows. One whose id cannot be read may have it.
    pub fn of<T>(rows: &[Row<T>], id_of: impl Fn(&T) -> u64, id: u64) -> Self {
        let of_row = |row: &Row<T>| match row {
            Row::Read(read) if id_of(read) == id => Self::Yes,
            Row::Unreadable { id: Some(listed) } if *listed == id => Self::Yes,
            Row::Unreadable { id: None } => Self::Perhaps,
            Row::Read(_) | Row::Unreadable { .. } => Self::No,
        };
        rows.iter().map(of_row).max().unwrap_or(Self::No)
    }
}
