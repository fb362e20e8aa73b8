//! What to load for a scope.

use super::{Member, Scope, Sets};

/// The projects whose agents to load, with set names resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Where to find the projects.
    pub places: Places,
    /// Whether to include archived projects.
    pub archived: Archived,
}

/// Where to find projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// These projects, and the projects of these groups.
    Members(Vec<Member>),
    /// All projects that the person is a member of.
    Everywhere,
}

impl Places {
    /// Whether every project is named individually.
    #[must_use]
    pub fn are_projects(&self) -> bool {
        let is_project = |member: &Member| matches!(member, Member::Project(_));
        matches!(self, Self::Members(members) if members.iter().all(is_project))
    }
}

/// Whether archived projects of a group, or of everything, are loaded. A project named individually
/// always is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Archived {
    /// Archived projects are left out.
    #[default]
    LeftOut,
    /// Archived projects are included.
    Included,
}

impl Scope {
    /// What to load for the scope; `None` if it is a set missing from `sets`.
    #[must_use]
    pub fn sources(&self, archived: Archived, sets: &Sets) -> Option<Sources> {
        let places = match self {
            Self::Projects(projects) => {
                Places::Members(projects.iter().cloned().map(Member::Project).collect())
            }
            Self::Group(group) => Places::Members(vec![Member::Group(group.clone())]),
            Self::Set(name) => Places::Members(sets.get(name)?.to_vec()),
            Self::Everything => Places::Everywhere,
        };
        Some(Sources { places, archived })
    }
}
