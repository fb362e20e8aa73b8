//! `/groups`: the list, one group, and its projects.

use axum::response::Response;
use serde_json::{Value, json};

use super::call::Call;
use super::errors::Refusal;
use super::filter::{self, Filter, Order};
use super::paging::{self, Page};
use super::project::{self, Detail};
use super::{place, reply};
use crate::world::{Group, Level, Namespace, Project};

/// Defaults that GitLab fills in and repeats in `Link`.
const LIST_DEFAULTS: &[(&str, &str)] = &[
    ("order_by", "name"),
    ("owned", "false"),
    ("sort", "asc"),
    ("statistics", "false"),
    ("top_level_only", "false"),
    ("with_custom_attributes", "false"),
];
const PROJECTS_DEFAULTS: &[(&str, &str)] = &[
    ("include_ancestor_groups", "false"),
    ("include_subgroups", "false"),
    ("order_by", "created_at"),
    ("owned", "false"),
    ("simple", "false"),
    ("sort", "desc"),
    ("starred", "false"),
    ("with_custom_attributes", "false"),
    ("with_issues_enabled", "false"),
    ("with_merge_requests_enabled", "false"),
    ("with_security_reports", "false"),
    ("with_shared", "true"),
];

/// `GET /groups`
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let page = Page::read(&mut checks);
    let owned = checks.flag("owned").unwrap_or(false).then_some(Level::Owner);
    let least = owned.or(filter::min_access_level(&mut checks));
    let search = checks.optional_text("search").filter(|text| !text.trim().is_empty());
    let top_level_only = checks.flag("top_level_only").unwrap_or(false);
    let by = checks.choice("order_by", &["name", "path", "id", "similarity"]);
    let descending = checks.choice("sort", &["asc", "desc"]) == "desc";
    checks.done()?;

    let world = &call.state.world;
    let user = call.visitor.as_ref().map(|caller| &caller.user);
    let matches = |group: &Group, search: &str| {
        let texts = [group.name.to_owned(), group.path.to_owned(), world.group_path(group)];
        texts.iter().any(|text| filter::found(search, text))
    };
    let listed = |group: &&Group| {
        // As for projects, an access level counts real memberships only, even for administrators.
        let among = match least {
            Some(least) => user
                .and_then(|user| world.group_level(user.id, group.id))
                .is_some_and(|level| level >= least),
            None => world.can_see_group(user, group),
        };
        among
            && !(top_level_only && group.parent.is_some())
            && search.as_ref().is_none_or(|search| matches(group, search))
    };
    let mut groups: Vec<_> = world.groups().filter(listed).collect();
    groups.sort_by(|a, b| {
        let order = match by {
            "name" => a.name.cmp(&b.name),
            "path" => a.path.cmp(&b.path),
            _ => std::cmp::Ordering::Equal,
        };
        let order = order.then(a.id.cmp(&b.id));
        if descending { order.reverse() } else { order }
    });
    let (total, rows) = (groups.len(), groups.into_iter().skip(page.start()));
    Ok(paging::offset(call, page, total, rows, LIST_DEFAULTS, |group| group_json(call, group)))
}

/// `GET /groups/:id`
pub(super) fn show(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let group = place::group(call)?;
    Ok(reply::ok(&group_json(call, &group)))
}

/// `GET /groups/:id/projects`
pub(super) fn projects(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let page = Page::read(&mut checks);
    let filter = Filter::read(&mut checks);
    let order = Order::read(&mut checks);
    let subgroups = checks.flag("include_subgroups").unwrap_or(false);
    let owned = checks.flag("owned").unwrap_or(false).then_some(Level::Owner);
    // Has no effect: no group here is shared with another.
    checks.flag("with_shared");
    checks.done()?;
    let group = place::group(call)?;

    let world = &call.state.world;
    let user = call.visitor.as_ref().map(|caller| &caller.user);
    let inside = |project: &Project| match project.namespace {
        Namespace::Group(id) if subgroups => world.lineage(id).any(|above| above.id == group.id),
        Namespace::Group(id) => id == group.id,
        Namespace::User(_) => false,
    };
    let listed = |project: &&Project| {
        let among = match owned.or(filter.min_access_level) {
            Some(least) => user
                .and_then(|user| world.project_level(user.id, project))
                .is_some_and(|level| level >= least),
            None => world.can_see_project(user, project),
        };
        inside(project) && among && filter.takes(project, &world.searchable(project, false))
    };
    let mut projects: Vec<_> = world.projects().filter(listed).collect();
    order.sort(&mut projects);
    // Never includes the caller's permissions.
    let detail = if filter.simple || user.is_none() { Detail::Basic } else { Detail::Full };
    let (total, rows) = (projects.len(), projects.into_iter().skip(page.start()));
    let entity = |project: &Project| project::json(call, project, detail);
    Ok(paging::offset(call, page, total, rows, PROJECTS_DEFAULTS, entity))
}

fn group_json(call: &Call<'_>, group: &Group) -> Value {
    let world = &call.state.world;
    let path = world.group_path(group);
    json!({
        "id": group.id,
        "web_url": format!("{}/groups/{path}", call.state.url()),
        "name": group.name,
        "path": group.path,
        "description": group.description,
        "visibility": group.visibility,
        "avatar_url": null,
        "full_name": world.group_full_name(group),
        "full_path": path,
        "created_at": group.created,
        "parent_id": group.parent,
        "archived": false,
    })
}
