//! What the signed-in person may do, as far as it is known before trying.

use super::{Console, Session};
use crate::text::{Text, fill, shown};
use console_core::config::Feature;
use console_core::failure::{Failure, FailureKind};
use console_core::model::{Power, Project, ProjectId, Role};
use leptos::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// Whether something may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// It may, or nothing is known against it.
    Granted,
    /// It may not.
    Barred(Barrier),
}

/// A change, as GitLab grants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Registering an agent.
    Register,
    /// Deleting an agent.
    Delete,
    /// Creating a token.
    CreateToken,
    /// Revoking a token.
    RevokeToken,
}

/// A change that GitLab refused for want of a permission. What a token is granted does not change, so the next
/// try would be refused as well.
#[derive(Debug)]
pub(super) struct Denial {
    project: ProjectId,
    change: Change,
    /// The names of the permissions, as GitLab writes them.
    permissions: String,
}

/// What stands in the way of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Barrier {
    /// The token's scope is `read_api`.
    Scope,
    /// GitLab has refused it for want of these permissions.
    Permission(String),
    /// The role in the project is below Maintainer.
    Role,
    /// The project is archived.
    Archived,
    /// There is no network.
    Offline,
}

impl Right {
    /// What stands in the way, in words.
    pub(crate) fn barrier(self, text: &Text) -> Option<Cow<'static, str>> {
        let Right::Barred(barrier) = self else { return None };
        Some(Cow::Borrowed(match barrier {
            Barrier::Scope => text.rights.scope,
            Barrier::Permission(names) if names.is_empty() => text.rights.permission_unnamed,
            Barrier::Permission(names) => {
                return Some(Cow::Owned(fill(text.rights.permission, &[&shown(&names)])));
            }
            Barrier::Role => text.rights.role,
            Barrier::Archived => text.rights.archived,
            Barrier::Offline => text.rights.offline,
        }))
    }
}

impl Console {
    /// Whether the deployment offers `feature`: what it hides has no control anywhere.
    pub(crate) fn offers(&self, feature: Feature) -> bool {
        self.config.as_ref().is_ok_and(|config| !config.hidden.has(feature))
    }
}

impl Session {
    /// Whether the person may make this change in `project`. Tracks what it depends on.
    ///
    /// GitLab decides in the end: a role that comes through a shared group is not in its answers, nor is what a
    /// fine-grained token is granted.
    pub(crate) fn right(&self, change: Change, project: ProjectId) -> Right {
        let standing = self.standing();
        let found = self.agents.project(project);
        let right = right_in(standing, found.as_deref());
        self.barred_offline(self.unless_denied(right, change, project))
    }

    /// Takes note that GitLab has refused a change for want of a permission.
    pub(super) fn note_denial(&self, change: Change, project: ProjectId, why: &Failure) {
        if why.kind != FailureKind::PermissionMissing {
            return;
        }
        let permissions = why.permissions().collect::<Vec<_>>().join(", ");
        self.denials.update(|denials| denials.push(Denial { project, change, permissions }));
    }

    /// `right`, unless GitLab has refused this very change before.
    fn unless_denied(&self, right: Right, change: Change, project: ProjectId) -> Right {
        if right != Right::Granted {
            return right;
        }
        self.denials.with(|denials| {
            let denied = denials.iter().find(|it| it.project == project && it.change == change);
            denied.map_or(Right::Granted, |denial| {
                Right::Barred(Barrier::Permission(denial.permissions.clone()))
            })
        })
    }

    /// Whether the person may register an agent in some project of the scope. Tracks what it
    /// depends on.
    pub(crate) fn right_to_register(&self) -> Right {
        let standing = self.standing();
        let right = self.agents.projects.with(|projects| {
            let found = projects.iter().filter_map(|state| state.project.as_deref());
            let rights = found.map(|project| {
                let right = right_in(standing, Some(project));
                self.unless_denied(right, Change::Register, project.id)
            });
            // Nothing is known of a scope without projects but what the token's scope says.
            rights
                .reduce(|best, right| if best == Right::Granted { best } else { right })
                .unwrap_or_else(|| right_in(standing, None))
        });
        self.barred_offline(right)
    }

    /// `right`, unless there is no network to use it over.
    fn barred_offline(&self, right: Right) -> Right {
        let is_online = self.console.reach.online.get();
        if is_online { right } else { Right::Barred(Barrier::Offline) }
    }

    /// The projects of the scope in which the person may register. Tracks.
    pub(crate) fn writable_projects(&self) -> Vec<Arc<Project>> {
        let standing = self.standing();
        self.agents.projects.with(|projects| {
            let found = projects.iter().filter_map(|state| state.project.as_ref());
            let writable = found.filter(|project| {
                let right = right_in(standing, Some(project));
                self.unless_denied(right, Change::Register, project.id) == Right::Granted
            });
            writable.cloned().collect()
        })
    }

    /// The project to register in, where there is no choice.
    pub(crate) fn only_writable_project(&self) -> Option<ProjectId> {
        match untrack(|| self.writable_projects()).as_slice() {
            [only] => Some(only.id),
            _ => None,
        }
    }

    fn standing(&self) -> Standing {
        self.account.with(|account| {
            let known = &account.known;
            Standing { power: known.power(), is_admin: known.is_admin() }
        })
    }
}

/// What a person may do whatever the project.
#[derive(Clone, Copy)]
struct Standing {
    power: Power,
    /// To an administrator of the instance every project is open.
    is_admin: bool,
}

fn right_in(standing: Standing, project: Option<&Project>) -> Right {
    if matches!(standing.power, Power::Read | Power::Nothing) {
        return Right::Barred(Barrier::Scope);
    }
    let Some(project) = project else { return Right::Granted };
    if project.role.is_some_and(|role| role < Role::MAINTAINER) && !standing.is_admin {
        return Right::Barred(Barrier::Role);
    }
    if project.archived == Some(true) {
        return Right::Barred(Barrier::Archived);
    }
    Right::Granted
}
