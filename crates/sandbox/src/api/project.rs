//! The JSON of a project: the fields that clients of the agents API read.

use serde_json::{Map, Value, json as object};

use super::call::Call;
use super::entities::ProjectIdentity;
use crate::world::{Level, Namespace, Project, Source, User, World};

/// How much of a project to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// `simple=true`, and always for callers who are not signed in.
    Basic,
    /// Everything but the caller's permissions, as in the lists of groups.
    Full,
    /// Everything.
    WithAccess,
}

impl Detail {
    pub(super) fn of(simple: bool, signed_in: bool) -> Self {
        if simple || !signed_in { Self::Basic } else { Self::WithAccess }
    }
}

/// A project's JSON.
pub(super) fn json(call: &Call<'_>, project: &Project, detail: Detail) -> Value {
    let world = &call.state.world;
    let url = call.state.url();
    let mut fields = basic(world, project, &url);
    if detail != Detail::Basic {
        fields.extend(full(project, &url));
    }
    if let (Detail::WithAccess, Some(caller)) = (detail, &call.visitor) {
        fields.insert("permissions".to_owned(), permissions(world, &caller.user, project));
    }
    Value::Object(fields)
}

fn basic(world: &World, project: &Project, url: &str) -> Map<String, Value> {
    let mut fields = into_map(object!(ProjectIdentity::new(world, project)));
    let web_url = format!("{url}/{}", world.project_path(project));
    fields.extend(into_map(object!({
        "default_branch": "main",
        "tag_list": [],
        "topics": [],
        "http_url_to_repo": format!("{web_url}.git"),
        "web_url": web_url,
        "readme_url": format!("{web_url}/-/blob/main/README.md"),
        "forks_count": 0,
        "avatar_url": null,
        "star_count": 0,
        "last_activity_at": project.active,
        "visibility": project.visibility,
        "namespace": namespace(world, project.namespace, url),
    })));
    fields
}

fn full(project: &Project, url: &str) -> Map<String, Value> {
    let api = format!("{url}/api/v4/projects/{}", project.id);
    into_map(object!({
        "_links": {"self": api, "cluster_agents": format!("{api}/cluster_agents")},
        "archived": project.archived,
        "empty_repo": false,
        "updated_at": project.active,
        "infrastructure_access_level": "enabled",
        "repository_access_level": "enabled",
        "marked_for_deletion_on": null,
    }))
}

fn namespace(world: &World, namespace: Namespace, url: &str) -> Value {
    let path = world.namespace_path(namespace);
    match namespace {
        Namespace::Group(id) => world.group(id).map_or(Value::Null, |group| {
            object!({
                "id": group.id,
                "name": group.name,
                "path": group.path,
                "kind": "group",
                "full_path": path,
                "parent_id": group.parent,
                "avatar_url": null,
                "web_url": format!("{url}/groups/{path}"),
            })
        }),
        Namespace::User(id) => world.user(id).map_or(Value::Null, |user| {
            object!({
                "id": user.id,
                "name": user.name,
                "path": user.username,
                "kind": "user",
                "full_path": path,
                "parent_id": null,
                "avatar_url": null,
                "web_url": format!("{url}/{path}"),
            })
        }),
    }
}

/// The direct membership, and the highest one in the groups above. Both are null for those with
/// access by other means, such as administrators.
fn permissions(world: &World, user: &User, project: &Project) -> Value {
    let access = |level: Option<Level>| {
        level.map(|level| object!({"access_level": level.number(), "notification_level": 3}))
    };
    let group = match project.namespace {
        Namespace::Group(group) => world.group_level(user.id, group),
        Namespace::User(_) => None,
    };
    object!({
        "project_access": access(world.direct_level(user.id, Source::Project(project.id))),
        "group_access": access(group),
    })
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
