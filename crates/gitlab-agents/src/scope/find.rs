//! Which projects there are.

use super::{Job, Reading, ScopeEvent};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::ProjectList;
use crate::ids::Ids;
use crate::transport::Transport;
use console_core::address::{Archived, GroupRef, Member, Places, ProjectRef};
use console_core::failure::{Failure, FailureKind};
use console_core::model::{Project, ProjectId, Role, Row};
use futures_util::future::join;
use std::cell::{Cell, RefCell};

/// What is known of the caller's roles.
enum Roles {
    /// Not asked yet.
    Unread,
    /// Maintainer or more in these projects, Developer in the others.
    Maintainer(Ids),
    /// They could not be read, or do not matter.
    Untold,
}

impl Roles {
    fn of(&self, project: ProjectId) -> Option<Role> {
        match self {
            Self::Maintainer(projects) if projects.contains(project.0) => Some(Role::MAINTAINER),
            Self::Maintainer(_) => Some(Role::DEVELOPER),
            Self::Unread | Self::Untold => None,
        }
    }
}

impl<T: Transport, C: Clock> Reading<'_, T, C> {
    /// Puts everything that is asked for in line: lists first, because they tell how much there is.
    pub(super) fn begin(&self, places: &Places) {
        let mut queue = self.queue.borrow_mut();
        let mut named = Vec::new();
        match places {
            Places::Everywhere => queue.push_back(Job::List(None)),
            Places::Members(members) => {
                for member in members {
                    match member {
                        Member::Group(group) => queue.push_back(Job::List(Some(group.clone()))),
                        Member::Project(project) => named.push(Job::Named(project.clone())),
                    }
                }
            }
        }
        let count = u32::try_from(named.len()).unwrap_or(u32::MAX);
        let is_known = queue.is_empty();
        queue.extend(named);
        drop(queue);
        if count > 0 || is_known {
            self.recount(0, count);
        }
    }

    /// Finds the projects of a group, or all.
    pub(super) async fn list(&self, group: Option<GroupRef>) -> Result<(), Failure> {
        let mut listed = self.list_some(group.as_ref(), false).await;
        if listed.is_ok() && self.archived == Archived::Included {
            listed = self.list_some(group.as_ref(), true).await;
        }
        let Err(failure) = listed else { return Ok(()) };
        if failure.is_unauthorised() {
            return Err(failure);
        }
        if let Some(group) = group {
            self.tell(ScopeEvent::GroupFailed { group, failure: failure.clone() });
        }
        self.unlisted.borrow_mut().get_or_insert(failure);
        Ok(())
    }

    /// Lists the projects that are archived, or those that are not: rows do not say which they are.
    ///
    /// They are listed twice at the same time, once by each role: the answer of a group's list holds
    /// no `permissions`, and those of a project say nothing of groups it is shared with.
    async fn list_some(&self, group: Option<&GroupRef>, archived: bool) -> Result<(), Failure> {
        let roles = RefCell::new(if self.admin { Roles::Untold } else { Roles::Unread });
        let held = RefCell::new(Vec::new());
        let release = || {
            let roles = roles.borrow();
            if !matches!(*roles, Roles::Unread) {
                self.found(held.take(), archived, &roles);
            }
        };

        let list = |least| ProjectList { group, archived, least, urgency: Urgency::User };
        let by_maintainers = async {
            if self.admin {
                return;
            }
            let mut projects = Ids::default();
            let listing = self
                .connection
                .projects_in(list(Some(Role::MAINTAINER)), &mut |rows, _| {
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
        let counted = Cell::new(0);
        let mut on_page = |rows, place: crate::connection::Place| {
            if let Some(total) = place.total {
                self.recount(counted.replace(total), total);
            }
            held.borrow_mut().extend::<Vec<Row<Project>>>(rows);
            release();
        };
        let least = (!self.admin).then_some(Role::DEVELOPER);
        let all = self.connection.projects_in(list(least), &mut on_page);
        let ((), listing) = join(by_maintainers, all).await;
        let rows = listing?.rows;
        self.recount(counted.replace(rows), rows);
        Ok(())
    }

    /// Tells of projects that are new and puts them in line.
    fn found(&self, rows: Vec<Row<Project>>, archived: bool, roles: &Roles) {
        let mut projects = Vec::with_capacity(rows.len());
        for row in rows {
            match row {
                Row::Read(mut project) => {
                    if self.is_new(project.id) {
                        project.role = roles.of(project.id);
                        project.archived = Some(archived);
                        projects.push(project);
                    }
                }
                Row::Unreadable { id: Some(id) } => {
                    let id = ProjectId(id);
                    if self.is_new(id) {
                        self.tell(ScopeEvent::ProjectFailed {
                            project: ProjectRef::Id(id),
                            id: Some(id),
                            failure: Failure::without_answer(FailureKind::Unreadable),
                        });
                    }
                }
                Row::Unreadable { id: None } => {}
            }
        }
        if projects.is_empty() {
            return;
        }
        let jobs = projects.iter().map(|project| Job::Listed(project.id));
        self.queue.borrow_mut().extend(jobs);
        self.tell(ScopeEvent::Projects(projects));
    }
}
