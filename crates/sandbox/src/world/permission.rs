//! Permissions of fine-grained personal access tokens.

use serde::{Serialize, Serializer};

/// A permission of a fine-grained token: those that clients of the agents API need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    ReadAgent,
    CreateAgent,
    DeleteAgent,
    ReadToken,
    CreateToken,
    RevokeToken,
    ReadProject,
    ReadGroup,
    ReadUser,
    ReadAccessToken,
    ReadMetadata,
}

/// The boundary of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boundary {
    Project,
    Group,
    User,
    Instance,
}

impl Permission {
    pub(crate) const ALL: [Self; 11] = [
        Self::ReadAgent,
        Self::CreateAgent,
        Self::DeleteAgent,
        Self::ReadToken,
        Self::CreateToken,
        Self::RevokeToken,
        Self::ReadProject,
        Self::ReadGroup,
        Self::ReadUser,
        Self::ReadAccessToken,
        Self::ReadMetadata,
    ];

    /// The name in GitLab's code and in the token's own description.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReadAgent => "read_cluster_agent",
            Self::CreateAgent => "create_cluster_agent",
            Self::DeleteAgent => "delete_cluster_agent",
            Self::ReadToken => "read_cluster_agent_token",
            Self::CreateToken => "create_cluster_agent_token",
            Self::RevokeToken => "revoke_cluster_agent_token",
            Self::ReadProject => "read_project",
            Self::ReadGroup => "read_group",
            Self::ReadUser => "read_user",
            Self::ReadAccessToken => "read_personal_access_token",
            Self::ReadMetadata => "read_metadata",
        }
    }

    /// The name in GitLab's UI and in refusals.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::ReadAgent => "Cluster Agent: Read",
            Self::CreateAgent => "Cluster Agent: Create",
            Self::DeleteAgent => "Cluster Agent: Delete",
            Self::ReadToken => "Cluster Agent Token: Read",
            Self::CreateToken => "Cluster Agent Token: Create",
            Self::RevokeToken => "Cluster Agent Token: Revoke",
            Self::ReadProject => "Project: Read",
            Self::ReadGroup => "Group: Read",
            Self::ReadUser => "User: Read",
            Self::ReadAccessToken => "Personal Access Token: Read",
            Self::ReadMetadata => "Metadata: Read",
        }
    }

    /// Whether it allows writes.
    pub(crate) fn writes(self) -> bool {
        use Permission::{CreateAgent, CreateToken, DeleteAgent, RevokeToken};
        matches!(self, CreateAgent | DeleteAgent | CreateToken | RevokeToken)
    }

    /// The widest access it can be granted with.
    pub(crate) fn access(self) -> &'static str {
        match self {
            Self::ReadUser | Self::ReadAccessToken => "user",
            Self::ReadMetadata => "instance",
            _ => "all_memberships",
        }
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Boundary {
    /// The name in a refusal.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Group => "group",
            Self::User => "user",
            Self::Instance => "instance",
        }
    }
}
