//! Which projects a scope holds.

use super::{Job, Reading, ScopeEvent};
use crate::clock::Clock;
use crate::connection::Places;
use crate::ids::Ids;
use crate::transport::Transport;
use agent_ops::address::{ProjectRef, Scope};
use agent_ops::failure::{Failure, FailureKind};
use agent_ops::model::{Project, ProjectId, Role, Row};
use futures_util::future::join;
use std::cell::RefCell;

/// What is known of the caller's roles.
enum Roles {
    /// Not asked yet.
    Unread,
    /// Maintainer or more in these projects, Developer in the others.
    Maintainer(Ids),
    /// Everywhere the same.
    All(Role),
    /// They could not be read.
    Untold,
}

impl Roles {
    fn of(&self, project: ProjectId) -> Option<Role> {
        match self {
            Self::Maintainer(projects) if projects.contains(project.0) => Some(Role::MAINTAINER),
            Self::Maintainer(_) => Some(Role::DEVELOPER),
            Self::All(role) => Some(*role),
            Self::Unread | Self::Untold => None,
        }
    }
}

impl<T: Transport, C: Clock> Reading<'_, T, C> {
    /// Puts every project of `scope` in line.
    pub(super) async fn find(&self, scope: &Scope) -> Result<(), Failure> {
        match scope {
            Scope::Projects(projects) => {
                let jobs =
                    projects.iter().map(|project| Job { project: project.clone(), id: None });
                self.queue.borrow_mut().extend(jobs);
                self.tell_total(u32::try_from(projects.len()).unwrap_or(u32::MAX));
                Ok(())
            }
            Scope::Group(group) => self.list(Places::Group(group)).await,
            Scope::Everything => self.list(Places::Everything).await,
        }
    }

    /// Lists projects twice at the same time, once by each role: the answer of a group's list holds
    /// no `permissions`, and those of a project say nothing of groups it is shared with.
    async fn list(&self, places: Places<'_>) -> Result<(), Failure> {
        let roles = RefCell::new(if self.admin { Roles::All(Role::OWNER) } else { Roles::Unread });
        let held = RefCell::new(Vec::new());
        let release = || {
            let roles = roles.borrow();
            if !matches!(*roles, Roles::Unread) {
                self.found(held.take(), &roles);
            }
        };

        let by_maintainers = async {
            if self.admin {
                return;
            }
            let mut projects = Ids::default();
            let listing = self
                .connection
                .projects_in(places, Some(Role::MAINTAINER), &mut |rows, _| {
                    for found in rows.into_iter().filter_map(Row::read) {
                        projects.insert(found.id.0);
                    }
                })
                .await;
            roles.replace(match listing {
                Ok(_) => Roles::Maintainer(projects),
                Err(_) => Roles::Untold,
            });
            release();
        };
        let least = (!self.admin).then_some(Role::DEVELOPER);
        let mut on_page = |rows, place: crate::connection::Place| {
            if let Some(total) = place.total {
                self.tell_total(total);
            }
            held.borrow_mut().extend::<Vec<Row<Project>>>(rows);
            release();
        };
        let all = self.connection.projects_in(places, least, &mut on_page);
        let ((), listing) = join(by_maintainers, all).await;
        self.tell_total(listing?.rows);
        Ok(())
    }

    /// Tells of projects and puts them in line.
    fn found(&self, rows: Vec<Row<Project>>, roles: &Roles) {
        let mut projects = Vec::with_capacity(rows.len());
        for row in rows {
            match row {
                Row::Read(mut project) => {
                    project.role = roles.of(project.id);
                    projects.push(project);
                }
                Row::Unreadable { id: Some(id) } => {
                    let id = ProjectId(id);
                    self.tell(ScopeEvent::ProjectFailed {
                        project: ProjectRef::Id(id),
                        id: Some(id),
                        failure: Failure::without_answer(FailureKind::Unreadable),
                    });
                }
                Row::Unreadable { id: None } => {}
            }
        }
        if projects.is_empty() {
            return;
        }
        let jobs = projects
            .iter()
            .map(|project| Job { project: ProjectRef::Id(project.id), id: Some(project.id) });
        self.queue.borrow_mut().extend(jobs);
        self.tell(ScopeEvent::Projects(projects));
    }
}
