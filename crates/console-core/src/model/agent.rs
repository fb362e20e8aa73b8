//! Agents.

use super::id::{AgentId, ProjectId, UserId};
use crate::timestamp::Timestamp;

/// An agent as listed by `GET /projects/:id/cluster_agents`.
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
    /// Whether GitLab connects to the agent instead of the reverse. Missing in the Community
    /// Edition and before 17.4.
    pub is_receptive: Option<bool>,
}

/// The project fields of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectIdentity {
    /// The project's id.
    pub id: ProjectId,
    /// The full path, such as `platform/edge/kiosk`.
    pub path: String,
}

/// An agent as returned by `GET /projects/:id/cluster_agents/:agent_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentDetail {
    /// The agent.
    pub agent: Agent,
    /// The project whose repository holds its configuration.
    pub config_project: ConfigProject,
}

/// The seven fields of `config_project`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProject {
    /// The project's id.
    pub id: ProjectId,
    /// Its description, if any.
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
    /// The field is missing or unreadable.
    Unstated,
}

/// One row of a list. A row that cannot be read does not affect the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<T> {
    /// A readable row.
    Read(T),
    /// An unreadable row.
    Unreadable {
        /// Its id, if at least that was readable.
        id: Option<u64>,
    },
}

impl<T> Row<T> {
    /// The row's content, if readable.
    pub fn read(self) -> Option<T> {
        match self {
            Row::Read(entry) => Some(entry),
            Row::Unreadable { .. } => None,
        }
    }
}

/// Whether a list contains something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// It does not.
    No,
    /// Part of the list is unreadable.
    Perhaps,
    /// It does.
    Yes,
}

impl Listed {
    /// Whether `id` is among the rows. A row whose id is unreadable may have it.
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
