//! Where agents live.

use super::id::{GroupId, ProjectId};

/// A project, as search and look-up give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its full path, such as `platform/edge/kiosk`.
    pub path: String,
    /// Its address in GitLab's own interface.
    pub web_url: Option<String>,
    /// Whether it is archived, which makes it read-only. Simple answers do not say.
    pub archived: Option<bool>,
    /// The caller's role as far as `permissions` tells: shared groups and administrators are not in it.
    pub role: Option<Role>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its full path, such as `platform/edge`.
    pub path: String,
    /// Its address in GitLab's own interface.
    pub web_url: Option<String>,
}

/// A role, by GitLab's access level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role(pub u8);

impl Role {
    /// Access level 30: may read agents and their tokens.
    pub const DEVELOPER: Self = Self(30);
    /// Access level 40: may register, delete, create and revoke.
    pub const MAINTAINER: Self = Self(40);
    /// Access level 50.
    pub const OWNER: Self = Self(50);
}
