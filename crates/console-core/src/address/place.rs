//! Scopes: projects, a group, a saved set, or everything.

use super::{SetName, credential, is_id};
use crate::model::{GroupId, ProjectId};
use crate::percent;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A project, by id or by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectRef {
    /// By id.
    Id(ProjectId),
    /// By full path, such as `platform/edge/kiosk`.
    Path(String),
}

/// A group, by id or by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupRef {
    /// By id.
    Id(GroupId),
    /// By full path, such as `platform/edge`.
    Path(String),
}

/// Which agents are shown. Scopes of the same projects are equal: [`Scope::projects`] sorts them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The agents of these projects.
    Projects(Vec<ProjectRef>),
    /// The agents of a group's projects, and of its subgroups' projects.
    Group(GroupRef),
    /// The agents of a saved set. The deployment or this browser defines what it contains.
    Set(SetName),
    /// The agents of every project that the person is a member of.
    Everything,
}

impl ProjectRef {
    /// Parses an id (digits only) or a full path (with at least one slash). `None` if it cannot be
    /// a GitLab project, such as a path with `..` in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if is_id(text) {
            return text.parse().ok().map(|id| Self::Id(ProjectId(id)));
        }
        (text.contains('/') && is_full_path(text)).then(|| Self::Path(text.to_owned()))
    }
}

impl GroupRef {
    /// Parses an id (digits only) or a full path. `None` if it cannot be a GitLab group.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if is_id(text) {
            return text.parse().ok().map(|id| Self::Id(GroupId(id)));
        }
        is_full_path(text).then(|| Self::Path(text.to_owned()))
    }
}

impl Scope {
    /// A scope of `projects`: without duplicates, ids before paths, ascending. `None` if empty.
    #[must_use]
    pub fn projects(projects: Vec<ProjectRef>) -> Option<Self> {
        // A link may name tens of thousands, so no insertion sort. A heap adds less code to the
        // bundle than a sort.
        let mut heap: BinaryHeap<_> = projects.into_iter().map(Reverse).collect();
        let mut ordered = Vec::with_capacity(heap.len());
        while let Some(Reverse(project)) = heap.pop() {
            if ordered.last() != Some(&project) {
                ordered.push(project);
            }
        }
        (!ordered.is_empty()).then_some(Self::Projects(ordered))
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None if text == "everything" => Some(Self::Everything),
            Some(("projects", list)) => {
                let read = |item| ProjectRef::parse(&percent::decode(item)?);
                Self::projects(list.split(',').filter_map(read).collect())
            }
            Some(("groups", group)) => GroupRef::parse(&percent::decode(group)?).map(Self::Group),
            Some(("sets", name)) => SetName::new(&percent::decode(name)?).map(Self::Set),
            _ => None,
        }
    }

    pub(super) fn push_to(&self, hash: &mut String) {
        match self {
            Self::Everything => hash.push_str("everything"),
            Self::Group(group) => {
                hash.push_str("groups/");
                match group {
                    GroupRef::Id(id) => hash.push_str(&id.0.to_string()),
                    GroupRef::Path(path) => percent::encode(path, hash),
                }
            }
            Self::Set(name) => {
                hash.push_str("sets/");
                percent::encode(name.as_str(), hash);
            }
            Self::Projects(projects) => {
                let mut before = "projects/";
                for project in projects {
                    hash.push_str(before);
                    match project {
                        ProjectRef::Id(id) => hash.push_str(&id.0.to_string()),
                        ProjectRef::Path(path) => percent::encode(path, hash),
                    }
                    before = ",";
                }
            }
        }
    }
}

/// Whether every segment of `text` is valid in a GitLab path: ASCII letters, digits, `_`, `-` and
/// `.`. Dot-only segments are rejected, because in a request they would reach another endpoint. So
/// is what looks like a token, because proxies would log it.
fn is_full_path(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    text.split('/').all(|part| part.bytes().all(allowed) && part.bytes().any(|byte| byte != b'.'))
        && !credential::looks_like_one(text)
}
