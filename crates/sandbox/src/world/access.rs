//! Access control: memberships, inheritance and visibility.

use super::{Group, Namespace, Project, User, Visibility, World};

/// GitLab's access levels, by the numbers its API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Guest = 10,
    Planner = 15,
    Reporter = 20,
    Developer = 30,
    Maintainer = 40,
    Owner = 50,
}

/// A user's direct membership.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Membership {
    pub(crate) user: u64,
    pub(crate) source: Source,
    pub(crate) level: Level,
}

/// What a user is a member of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Group(u64),
    Project(u64),
}

impl Level {
    pub(crate) const ALL: [Self; 6] = [
        Self::Guest,
        Self::Planner,
        Self::Reporter,
        Self::Developer,
        Self::Maintainer,
        Self::Owner,
    ];

    pub(crate) fn number(self) -> u8 {
        self as u8
    }
}

impl World {
    /// The level of a membership in exactly this group or project.
    pub(crate) fn direct_level(&self, user: u64, source: Source) -> Option<Level> {
        self.memberships
            .iter()
            .filter(|membership| membership.user == user && membership.source == source)
            .map(|membership| membership.level)
            .max()
    }

    /// The highest level in a group or any of its ancestors.
    pub(crate) fn group_level(&self, user: u64, group: u64) -> Option<Level> {
        self.lineage(group)
            .filter_map(|group| self.direct_level(user, Source::Group(group.id)))
            .max()
    }

    /// A user's effective level in a project by membership, ignoring administrator rights.
    pub(crate) fn project_level(&self, user: u64, project: &Project) -> Option<Level> {
        let direct = self.direct_level(user, Source::Project(project.id));
        let inherited = match project.namespace {
            Namespace::Group(group) => self.group_level(user, group),
            Namespace::User(owner) => (owner == user).then_some(Level::Owner),
        };
        direct.max(inherited)
    }

    /// Whether the caller can see the project.
    pub(crate) fn can_see_project(&self, user: Option<&User>, project: &Project) -> bool {
        is_visible(user, project.visibility)
            || user.is_some_and(|user| self.project_level(user.id, project).is_some())
    }

    /// Whether the caller can see the group. A member of anything inside a private group can.
    pub(crate) fn can_see_group(&self, user: Option<&User>, group: &Group) -> bool {
        is_visible(user, group.visibility)
            || user.is_some_and(|user| {
                self.group_level(user.id, group.id).is_some() || self.is_inside(user.id, group.id)
            })
    }

    /// Whether the caller has at least `level` in the project. Administrators always do.
    pub(crate) fn has_level(&self, user: &User, project: &Project, level: Level) -> bool {
        user.admin || self.project_level(user.id, project).is_some_and(|have| have >= level)
    }

    pub(super) fn add_membership(&mut self, user: u64, source: Source, level: Level) {
        self.memberships.push(Membership { user, source, level });
    }

    fn is_inside(&self, user: u64, group: u64) -> bool {
        self.memberships.iter().filter(|membership| membership.user == user).any(|membership| {
            let namespace = match membership.source {
                Source::Group(id) => Some(id),
                Source::Project(id) => {
                    self.project(id).and_then(|project| match project.namespace {
                        Namespace::Group(id) => Some(id),
                        Namespace::User(_) => None,
                    })
                }
            };
            namespace.is_some_and(|id| self.lineage(id).any(|ancestor| ancestor.id == group))
        })
    }
}

fn is_visible(user: Option<&User>, visibility: Visibility) -> bool {
    match visibility {
        Visibility::Public => true,
        Visibility::Internal => user.is_some(),
        Visibility::Private => user.is_some_and(|user| user.admin),
    }
}
