//! What is read for a scope.

use super::{Member, Scope, Sets};

/// The projects whose agents are read, once names of sets are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Where they are.
    pub places: Places,
    /// Whether archived ones are among them.
    pub archived: Archived,
}

/// Where projects are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// These projects, and those of these groups.
    Members(Vec<Member>),
    /// Wherever the person is a member.
    Everywhere,
}

impl Places {
    /// Whether they are projects that are named one by one.
    #[must_use]
    pub fn are_projects(&self) -> bool {
        let is_project = |member: &Member| matches!(member, Member::Project(_));
        matches!(self, Self::Members(members) if members.iter().all(is_project))
    }
}

/// What becomes of archived projects in a group and everywhere. One that is named itself is read in
/// any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Archived {
    /// They are left out.
    #[default]
    LeftOut,
    /// They are read like the others.
    Included,
}

impl Scope {
    /// What is read for the scope; `None` for a set that is not among `sets`.
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
