//! Projects and groups.

use super::json::{Field, Id, RawValue, read};
use console_core::model::{Group, GroupId, Project, ProjectId, Role, Row};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProjectJson {
    id: Field<Id>,
    path_with_namespace: Field<String>,
    web_url: Field<String>,
    archived: Field<bool>,
    permissions: Field<Permissions>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Permissions {
    project_access: Field<Access>,
    group_access: Field<Access>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Access {
    access_level: Field<Id>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GroupJson {
    id: Field<Id>,
    full_path: Field<String>,
    web_url: Field<String>,
}

/// One project, of the full or the simple form.
pub(crate) fn project(json: &RawValue) -> Row<Project> {
    let Some(project) = read::<ProjectJson>(json) else { return Row::Unreadable { id: None } };
    let id = project.id.id();
    match (id, project.path_with_namespace.filled()) {
        (Some(number), Some(path)) => Row::Read(Project {
            id: ProjectId(number),
            path,
            web_url: project.web_url.filled(),
            archived: project.archived.value(),
            role: project.permissions.value().and_then(Permissions::role),
        }),
        _ => Row::Unreadable { id },
    }
}

/// One group.
pub(crate) fn group(json: &RawValue) -> Row<Group> {
    let Some(group) = read::<GroupJson>(json) else { return Row::Unreadable { id: None } };
    let id = group.id.id();
    match (id, group.full_path.filled()) {
        (Some(number), Some(path)) => {
            Row::Read(Group { id: GroupId(number), path, web_url: group.web_url.filled() })
        }
        _ => Row::Unreadable { id },
    }
}

impl Permissions {
    /// The higher of a direct membership and one through the project's groups. Neither says anything of
    /// groups the project is shared with.
    fn role(self) -> Option<Role> {
        let level = |access: Field<Access>| {
            let level = access.value()?.access_level.id()?;
            u8::try_from(level).ok()
        };
        level(self.project_access).max(level(self.group_access)).map(Role)
    }
}
