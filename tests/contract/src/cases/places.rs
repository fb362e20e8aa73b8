//! Projects and groups.

use super::TEST;
use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::address::{GroupRef, ProjectRef};
use console_core::failure::FailureKind;
use console_core::model::Role;

fn path(path: &str) -> ProjectRef {
    ProjectRef::Path(path.to_owned())
}

pub(crate) async fn a_project_by_id_and_by_path(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("maintainer");
    let by_id = done("by id", connection.project(&ProjectRef::Id(TEST)).await)?;
    same("id", by_id.id, TEST)?;
    same("path", by_id.path.as_str(), "root/test")?;
    same("archived", by_id.archived, Some(false))?;
    holds("address", &by_id.web_url, |url| {
        url.as_deref().is_some_and(|url| url.ends_with("/root/test"))
    })?;
    let by_path = done("by path", connection.project(&path("root/test")).await)?;
    same("by path", by_path, by_id)
}

pub(crate) async fn a_project_tells_the_role(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, role) in
        [("owner", Role::OWNER), ("maintainer", Role::MAINTAINER), ("developer", Role::DEVELOPER)]
    {
        let project = stage.sign_in(who).project(&ProjectRef::Id(TEST)).await;
        same(who, done(who, project)?.role, Some(role))?;
    }
    Ok(())
}

pub(crate) async fn a_hidden_project(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let failure =
        failed("private", stage.sign_in("outsider").project(&ProjectRef::Id(TEST)).await)?;
    same("private", failure.kind, FailureKind::NotFound)?;
    holds("request id", &failure.request_id, Option::is_some)
}

pub(crate) async fn a_project_that_has_moved(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let old = stage.sign_in("maintainer").project(&path("root/old-test")).await;
    same("old path", failed("old path", old)?.kind, FailureKind::Moved)
}

pub(crate) async fn projects_are_found(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, is_admin, finds) in
        [("maintainer", false, true), ("admin", true, true), ("outsider", false, false)]
    {
        let found = done(who, stage.sign_in(who).search_projects("test", is_admin).await)?;
        let has_it = found.iter().any(|project| project.id == TEST && project.path == "root/test");
        same(who, has_it, finds)?;
    }
    let archived =
        |who| async move { done(who, stage.sign_in(who).search_archived("", false).await) };
    let paths = archived("maintainer").await?.into_iter().map(|project| project.path);
    same("archived", paths.collect::<Vec<_>>(), ["platform/datacentre".to_owned()])?;
    same("archived, to an outsider", archived("outsider").await?, [])?;
    let reporter = stage.sign_in("reporter").search_projects("test", false).await;
    same("too low a role", done("reporter", reporter)?, [])
}

pub(crate) async fn groups_are_found(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let found = done("search", connection.search_groups("platform", false).await)?;
    let Some(group) = found.into_iter().find(|group| group.path == "platform") else {
        return Err("platform was not found".to_owned());
    };
    let by_id = done("by id", connection.group(&GroupRef::Id(group.id)).await)?;
    same("by id", &by_id, &group)?;
    let by_path = GroupRef::Path("platform".to_owned());
    same("by path", done("by path", connection.group(&by_path).await)?, group)?;
    let hidden = stage.sign_in("outsider").group(&by_path).await;
    same("hidden", failed("hidden", hidden)?.kind, FailureKind::NotFound)
}
