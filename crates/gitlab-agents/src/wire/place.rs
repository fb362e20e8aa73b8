//! Projects and groups.

use super::json::{Field, Json, fields};
use console_core::model::{Group, GroupId, Project, ProjectId, Role, Row};

/// One project, of the full or the simple form.
pub(crate) fn project(json: Json<'_>) -> Row<Project> {
    let keys = ["id", "path_with_namespace", "web_url", "archived", "permissions"];
    let Some([id, path, web_url, archived, permissions]) = fields(json, keys) else {
        return Row::Unreadable { id: None };
    };
    let (Some(number), Some(path)) = (id.id(), path.filled()) else {
        return Row::Unreadable { id: id.id() };
    };
    Row::Read(Project {
        id: ProjectId(number),
        path,
        web_url: web_url.filled(),
        archived: archived.flag(),
        role: role(permissions),
    })
}

/// One group.
pub(crate) fn group(json: Json<'_>) -> Row<Group> {
    let Some([id, path, web_url]) = fields(json, ["id", "full_path", "web_url"]) else {
        return Row::Unreadable { id: None };
    };
    match (id.id(), path.filled()) {
        (Some(number), Some(path)) => {
            Row::Read(Group { id: GroupId(number), path, web_url: web_url.filled() })
        }
        _ => Row::Unreadable { id: id.id() },
    }
}

/// The higher of a direct membership and one through the project's groups. Neither says anything of
/// groups the project is shared with.
fn role(permissions: Field<'_>) -> Option<Role> {
    let [direct, through_group] = permissions.fields(["project_access", "group_access"]);
    let level = |access: Field<'_>| {
        let [level] = access.fields(["access_level"]);
        level.id().and_then(|level| u8::try_from(level).ok())
    };
    level(direct).max(level(through_group)).map(Role)
}
