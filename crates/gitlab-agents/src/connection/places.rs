//! Projects and groups.

use super::pages::{Distinct, Place};
use super::{Connection, Listing};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::route::Route;
use crate::transport::Transport;
use crate::wire;
use console_core::address::{GroupRef, ProjectRef};
use console_core::digits::digits;
use console_core::failure::Failure;
use console_core::model::{Group, Project, Role, Row};

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads one project, with the caller's role as far as `permissions` tells.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 404 where the project does not exist or is hidden, a redirect where its
    /// path has moved.
    pub async fn project(&self, project: &ProjectRef) -> Result<Project, Failure> {
        self.look_up(project, Urgency::User).await
    }

    /// As [`Connection::project`], for one of many.
    pub(crate) async fn look_up(
        &self,
        project: &ProjectRef,
        urgency: Urgency,
    ) -> Result<Project, Failure> {
        let route = Route::to("projects");
        let route = match project {
            ProjectRef::Id(id) => route.id(id.0),
            ProjectRef::Path(path) => route.path(path),
        };
        self.get(&route, urgency).await?.one(|json| wire::place::project(json).read())
    }

    /// Reads one group.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 404 where the group does not exist or is hidden.
    pub async fn group(&self, group: &GroupRef) -> Result<Group, Failure> {
        self.get(&group_route(group), Urgency::User)
            .await?
            .one(|json| wire::place::group(json).read())
    }

    /// Finds projects whose name, path or namespace contains `text`, the most recently active
    /// first, twenty at most. A text of one or two letters must match exactly.
    ///
    /// Only projects whose agents the caller may read are found; an administrator of the instance
    /// (`admin`) may read those of all.
    ///
    /// # Errors
    ///
    /// What GitLab answers.
    pub async fn search_projects(&self, text: &str, admin: bool) -> Result<Vec<Project>, Failure> {
        self.search(text, admin, false).await
    }

    /// Finds those of the projects of [`Connection::search_projects`] that are archived: simple rows
    /// do not say so, and full ones are many times as large.
    ///
    /// # Errors
    ///
    /// What GitLab answers.
    pub async fn search_archived(&self, text: &str, admin: bool) -> Result<Vec<Project>, Failure> {
        self.search(text, admin, true).await
    }

    async fn search(
        &self,
        text: &str,
        admin: bool,
        is_archived: bool,
    ) -> Result<Vec<Project>, Failure> {
        let route = readable(Route::to("projects"), admin)
            .query_if(!admin, "membership", "true")
            .query_if(is_archived, "archived", "true")
            .query("simple", "true")
            .query("search_namespaces", "true")
            .query("order_by", "last_activity_at")
            .query("per_page", FOUND)
            .query_if(!text.is_empty(), "search", text);
        let rows = self.get(&route, Urgency::User).await?.rows(wire::place::project)?;
        Ok(rows.into_iter().filter_map(Row::read).collect())
    }

    /// Finds groups whose name or path contains `text`, by name, twenty at most.
    ///
    /// Only groups of which the caller is at least a Developer are found, unless they administer
    /// the instance (`admin`).
    ///
    /// # Errors
    ///
    /// What GitLab answers.
    pub async fn search_groups(&self, text: &str, admin: bool) -> Result<Vec<Group>, Failure> {
        let route = readable(Route::to("groups"), admin)
            .query("order_by", "name")
            .query("sort", "asc")
            .query("per_page", FOUND)
            .query_if(!text.is_empty(), "search", text);
        let rows = self.get(&route, Urgency::User).await?.rows(wire::place::group)?;
        Ok(rows.into_iter().filter_map(Row::read).collect())
    }

    /// Reads all projects of `list`, page by page.
    pub(crate) async fn projects_in(
        &self,
        list: ProjectList<'_>,
        on_page: &mut dyn FnMut(Vec<Row<Project>>, Place),
    ) -> Result<Listing, Failure> {
        let route = match list.group {
            Some(group) => group_route(group)
                .part("projects")
                .query("include_subgroups", "true")
                .query("with_shared", "false"),
            None => Route::to("projects").query_if(list.least.is_some(), "membership", "true"),
        };
        let route = match list.least {
            Some(role) => route.query("min_access_level", &digits(role.0.into())),
            None => route,
        };
        let route = route
            .query("archived", if list.archived { "true" } else { "false" })
            .query("simple", "true")
            .query("order_by", "id")
            .query("sort", "asc");
        let mut distinct = Distinct::default();
        self.read_pages(None, &route, list.urgency, &mut |answer, place| {
            let rows = answer.rows(wire::place::project)?;
            let (rows, taken) = distinct.keep(rows, |project| project.id.0);
            on_page(rows, place);
            Ok(taken)
        })
        .await
    }
}

/// Some projects.
#[derive(Clone, Copy)]
pub(crate) struct ProjectList<'a> {
    /// Those of a group and its subgroups; without one, all.
    pub(crate) group: Option<&'a GroupRef>,
    /// Those that are archived, and no others; or those that are not.
    pub(crate) archived: bool,
    /// Those in which the caller has at least this role.
    pub(crate) least: Option<Role>,
    /// Who waits for them.
    pub(crate) urgency: Urgency,
}

const FOUND: &str = "20";

/// What an administrator may read is not bound to a role.
fn readable(route: Route, admin: bool) -> Route {
    route.query_if(!admin, "min_access_level", &digits(Role::DEVELOPER.0.into()))
}

fn group_route(group: &GroupRef) -> Route {
    let route = Route::to("groups");
    match group {
        GroupRef::Id(id) => route.id(id.0),
        GroupRef::Path(path) => route.path(path),
    }
}

#[cfg(test)]
mod tests;
