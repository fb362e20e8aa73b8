//! Projects, groups and roles.

use super::id::{GroupId, ProjectId};

/// A project, from a search or lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its full path, such as `platform/edge/kiosk`.
    pub path: String,
    /// Its URL in GitLab's UI.
    pub web_url: Option<String>,
    /// Whether it is archived and so read-only. Missing in simple responses.
    pub archived: Option<bool>,
    /// The caller's role according to `permissions`, which ignores shared groups and
    /// administrators.
    pub role: Option<Role>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its URL in GitLab's UI.
    pub path: String,
    /// Its address in GitLab's own interface.
    pub web_url: Option<String>,
}

/// A role, by GitLab's access level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role(pub u8);

impl Role {
    /// Access level 30: may read agents and tokens.
    pub const DEVELOPER: Self = Self(30);
    /// Access level 40: may register and delete agents, and create and revoke tokens.
    pub const MAINTAINER: Self = Self(40);
    /// Access level 50.
    pub const OWNER: Self = Self(50);
}
