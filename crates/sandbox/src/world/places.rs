//! Groups and projects, and lookup by path.

use serde::Serialize;

use super::World;
use crate::clock::Moment;

/// A group or subgroup.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) parent: Option<u64>,
    pub(crate) description: &'static str,
    pub(crate) visibility: Visibility,
    pub(crate) created: Moment,
}

/// A project.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) description: Option<String>,
    pub(crate) namespace: Namespace,
    pub(crate) visibility: Visibility,
    pub(crate) archived: bool,
    pub(crate) created: Moment,
    pub(crate) active: Moment,
}

/// The owner of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    Group(u64),
    User(u64),
}

/// Who can see a group or project without being a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Visibility {
    /// Nobody.
    Private,
    /// Everybody who is signed in.
    Internal,
    /// Everybody.
    Public,
}

/// The result of a project lookup.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Found<'w> {
    Here(&'w Project),
    /// The path is a former one of this project.
    Moved(&'w Project),
}

impl World {
    pub(crate) fn project(&self, id: u64) -> Option<&Project> {
        self.projects.get(&id)
    }

    pub(crate) fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values()
    }

    pub(crate) fn group(&self, id: u64) -> Option<&Group> {
        self.groups.get(&id)
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Finds a project by numeric id or full path. A text that is not a number and has no slash
    /// matches nothing.
    pub(crate) fn find_project(&self, id_or_path: &str) -> Option<Found<'_>> {
        if id_or_path.contains('/') {
            let path = id_or_path.to_ascii_lowercase();
            let here = self.project_paths.get(&path).and_then(|id| self.project(*id));
            return match here {
                Some(project) => Some(Found::Here(project)),
                None => {
                    self.moved_paths.get(&path).and_then(|id| self.project(*id)).map(Found::Moved)
                }
            };
        }
        self.project(id_or_path.parse().ok()?).map(Found::Here)
    }

    /// Finds a group by numeric id or full path.
    pub(crate) fn find_group(&self, id_or_path: &str) -> Option<&Group> {
        match id_or_path.parse() {
            Ok(id) => self.group(id),
            Err(_) => {
                self.groups().find(|group| self.group_path(group).eq_ignore_ascii_case(id_or_path))
            }
        }
    }

    /// The group and its ancestors, innermost first.
    pub(crate) fn lineage(&self, group: u64) -> impl Iterator<Item = &Group> {
        std::iter::successors(self.group(group), |group| {
            group.parent.and_then(|parent| self.group(parent))
        })
    }

    /// `platform/edge`.
    pub(crate) fn group_path(&self, group: &Group) -> String {
        self.trail(group, "/", |group| &group.path)
    }

    /// `Platform / Edge`.
    pub(crate) fn group_full_name(&self, group: &Group) -> String {
        self.trail(group, " / ", |group| &group.name)
    }

    /// `platform/edge/asia`.
    pub(crate) fn project_path(&self, project: &Project) -> String {
        format!("{}/{}", self.namespace_path(project.namespace), project.path)
    }

    /// `Platform / Edge / Asia`.
    pub(crate) fn project_full_name(&self, project: &Project) -> String {
        let namespace = match project.namespace {
            Namespace::Group(id) => self.group(id).map(|group| self.group_full_name(group)),
            Namespace::User(id) => self.user(id).map(|user| user.name.clone()),
        };
        format!("{} / {}", namespace.unwrap_or_default(), project.name)
    }

    /// `platform/edge`, or the user's name for a personal project.
    pub(crate) fn namespace_path(&self, namespace: Namespace) -> String {
        let path = match namespace {
            Namespace::Group(id) => self.group(id).map(|group| self.group_path(group)),
            Namespace::User(id) => self.user(id).map(|user| user.username.clone()),
        };
        path.unwrap_or_default()
    }

    /// The texts that a search for projects covers: path, name and description; with `namespaces`,
    /// the full path and name instead of the short ones.
    pub(crate) fn searchable(&self, project: &Project, namespaces: bool) -> [String; 3] {
        let description = project.description.clone().unwrap_or_default();
        if namespaces {
            [self.project_path(project), self.project_full_name(project), description]
        } else {
            [project.path.clone(), project.name.clone(), description]
        }
    }

    pub(super) fn add_group(&mut self, group: Group) {
        self.groups.insert(group.id, group);
    }

    pub(super) fn add_project(&mut self, project: Project) {
        self.project_paths.insert(self.project_path(&project), project.id);
        self.projects.insert(project.id, project);
    }

    /// Records that `path` formerly belonged to `project`.
    pub(super) fn add_moved_path(&mut self, path: &str, project: u64) {
        self.moved_paths.insert(path.to_owned(), project);
    }

    fn trail(&self, group: &Group, between: &str, part: fn(&Group) -> &str) -> String {
        let mut parts: Vec<_> = self.lineage(group.id).map(part).collect();
        parts.reverse();
        parts.join(between)
    }
}
