//! Finds the project or group in the path, if the caller can see it.

use axum::http::{Method, StatusCode};

use super::call::Call;
use super::errors::Refusal;
use crate::faults::big_ids;
use crate::world::{Found, Group, Level, Project};

/// The project identified by `:id`.
///
/// # Errors
///
/// 404 if it does not exist or is hidden; for an old path, 301 for reads and 405 for writes.
pub(super) fn project(call: &Call<'_>) -> Result<Project, Refusal> {
    let id = big_ids::original_text(call.params.text("id").unwrap_or_default());
    let world = &call.state.world;
    let user = call.visitor.as_ref().map(|caller| &caller.user);
    let (project, moved) = match world.find_project(&id) {
        Some(Found::Here(project)) => (project, false),
        Some(Found::Moved(project)) => (project, true),
        None => return Err(Refusal::hidden("Project")),
    };
    if !world.can_see_project(user, project) {
        return Err(Refusal::hidden("Project"));
    }
    if moved { Err(moved_away(call, project)) } else { Ok(project.clone()) }
}

/// The group identified by `:id`.
///
/// # Errors
///
/// 404 if it does not exist or is hidden.
pub(super) fn group(call: &Call<'_>) -> Result<Group, Refusal> {
    let id = call.params.text("id").unwrap_or_default();
    let user = call.visitor.as_ref().map(|caller| &caller.user);
    call.state
        .world
        .find_group(id)
        .filter(|group| call.state.world.can_see_group(user, group))
        .cloned()
        .ok_or_else(|| Refusal::hidden("Group"))
}

/// Whether the caller has this role in the project.
///
/// # Errors
///
/// 401 if the caller is not signed in.
pub(super) fn has_level(call: &Call<'_>, project: &Project, level: Level) -> Result<bool, Refusal> {
    let caller = call.caller()?;
    Ok(call.state.world.has_level(&caller.user, project, level))
}

/// Checks that the caller may change the project's agents.
///
/// # Errors
///
/// 403 below Maintainer, and for everyone in an archived project.
pub(super) fn writable(call: &Call<'_>, project: &Project) -> Result<(), Refusal> {
    let allowed = has_level(call, project, Level::Maintainer)? && !project.archived;
    if allowed { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn moved_away(call: &Call<'_>, project: &Project) -> Refusal {
    if call.method != Method::GET && call.method != Method::HEAD {
        let text = "Non GET methods are not allowed for moved projects".to_owned();
        return Refusal::Message(StatusCode::METHOD_NOT_ALLOWED, text);
    }
    let prefix = format!("{}/api/v4/projects/", call.state.options.url_root);
    let rest = call.path.strip_prefix(&prefix).and_then(|rest| rest.split_once('/'));
    let rest = rest.map(|(_, rest)| format!("/{rest}")).unwrap_or_default();
    let query = call.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    Refusal::Moved(format!("{}{prefix}{}{rest}{query}", call.state.origin, project.id))
}
