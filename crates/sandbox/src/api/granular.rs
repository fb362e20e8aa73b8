//! Permissions of fine-grained tokens, which GitLab checks before the endpoint runs.

use axum::http::StatusCode;

use super::auth::{Accepts, Caller};
use super::errors::Refusal;
use super::params::Params;
use crate::faults::big_ids;
use crate::world::{Boundary, Found, Permission, User, World};

/// What an endpoint requires: a scope of legacy tokens, or a permission of fine-grained ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needs {
    pub(super) accepts: Accepts,
    pub(super) permission: Permission,
    pub(super) boundary: Boundary,
}

/// Who may know that the place in the path exists.
enum Sight {
    /// The caller may.
    Caller,
    /// Everyone may.
    Everybody,
    /// The caller may not, or it does not exist.
    Nobody,
}

/// Checks the permission of a fine-grained token. Where a group requires fine-grained tokens, a
/// legacy one is refused as if it had no permission.
///
/// # Errors
///
/// 403 that names the permission, or 404 for what the caller may not know of.
pub(super) fn authorize(
    world: &World,
    caller: &Caller,
    needs: Needs,
    params: &Params,
    is_enforced: bool,
) -> Result<(), Refusal> {
    let Needs { permission, boundary, .. } = needs;
    let granted = match &caller.token.permissions {
        Some(permissions) => permissions.contains(&permission),
        // Only groups and their projects can require fine-grained tokens.
        None => !(is_enforced && matches!(boundary, Boundary::Project | Boundary::Group)),
    };
    if granted {
        return Ok(());
    }
    match sight(world, &caller.user, boundary, params.text("id").unwrap_or_default()) {
        Sight::Everybody
            if matches!(permission, Permission::ReadProject | Permission::ReadGroup) =>
        {
            Ok(())
        }
        Sight::Everybody | Sight::Caller => {
            Err(Refusal::InsufficientGranularScope { permission, boundary })
        }
        Sight::Nobody => Err(Refusal::Message(StatusCode::NOT_FOUND, "404 Not Found".to_owned())),
    }
}

fn sight(world: &World, user: &User, boundary: Boundary, id: &str) -> Sight {
    let sees = |user: Option<&User>| match boundary {
        Boundary::Project => match world.find_project(&big_ids::original_text(id)) {
            Some(Found::Here(project) | Found::Moved(project)) => {
                world.can_see_project(user, project)
            }
            None => false,
        },
        Boundary::Group => {
            world.find_group(id).is_some_and(|group| world.can_see_group(user, group))
        }
        // These always exist.
        Boundary::User | Boundary::Instance => user.is_some(),
    };
    match (sees(None), sees(Some(user))) {
        (true, _) => Sight::Everybody,
        (false, true) => Sight::Caller,
        (false, false) => Sight::Nobody,
    }
}
