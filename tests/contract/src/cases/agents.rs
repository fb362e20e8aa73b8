//! A project's agents.

use super::{AGENT, EMPTY, TEST, agents_of, readable};
use crate::check::{Outcome, done, failed, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::FailureKind;
use console_core::model::{AgentId, Creator, ProjectIdentity, UserId};
use console_core::timestamp::Timestamp;
use gitlab_agents::ListingEnd;

pub(crate) async fn the_agents_of_a_project(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let (rows, listing) = done("list", agents_of(&stage.sign_in("maintainer"), TEST).await)?;
    let agents = readable(rows);
    let names: Vec<_> = agents.iter().map(|agent| (agent.id.0, agent.name.as_str())).collect();
    same("agents", names, [(1, "agent-1"), (2, "agent-2"), (5, "agent-5")])?;
    same("listing", (listing.rows, listing.total), (3, Some(3)))?;
    same("end", (listing.changed, listing.end), (false, ListingEnd::Complete))?;
    let Some(first) = agents.first() else { return Err("no first agent".to_owned()) };
    let project = ProjectIdentity { id: TEST, path: "root/test".to_owned() };
    same("project", &first.project, &project)?;
    let created = Timestamp::parse_rfc3339("2022-04-20T20:42:40.221Z");
    same("created", first.created_at, created)?;
    same("creator", first.created_by, Creator::User(UserId(42)))?;
    same("receptive", first.is_receptive, Some(false))
}

pub(crate) async fn a_project_without_agents(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let (rows, listing) = done("list", agents_of(&stage.sign_in("developer"), EMPTY).await)?;
    same("rows", rows, [])?;
    same("end", (listing.total, listing.end), (Some(0), ListingEnd::Complete))
}

pub(crate) async fn one_agent_with_every_field(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let detail = done("agent", connection.agent_detail(TEST, AgentId(1)).await)?;
    let (listed, _) = done("list", agents_of(&connection, TEST).await)?;
    same("the list says the same", readable(listed).first(), Some(&detail.agent))?;
    let project = detail.config_project;
    same("id", project.id, TEST)?;
    same("description", project.description, None::<String>)?;
    same("name", project.name.as_str(), "test")?;
    same("full name", project.name_with_namespace.as_str(), "Administrator / test")?;
    same("path", project.path.as_str(), "test")?;
    same("full path", project.path_with_namespace.as_str(), "root/test")?;
    let created = Timestamp::parse_rfc3339("2022-03-20T20:42:40.221Z");
    same("created", project.created_at, created)
}

pub(crate) async fn who_may_read_agents(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for who in ["developer", "readonly", "admin"] {
        done(who, agents_of(&stage.sign_in(who), TEST).await)?;
    }
    for who in ["reporter", "guest", "outsider"] {
        let failure = failed(who, agents_of(&stage.sign_in(who), TEST).await)?;
        same(who, failure.kind, FailureKind::NotFound)?;
    }
    let no_scope = failed("read-user", agents_of(&stage.sign_in("read-user"), TEST).await)?;
    same("read-user", no_scope.kind, FailureKind::ScopeTooSmall)
}

pub(crate) async fn an_agent_that_is_not_there(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let unknown = failed("unknown", connection.agent(TEST, AgentId(999_999)).await)?;
    same("unknown", unknown.kind, FailureKind::NotFound)?;
    let elsewhere = failed("elsewhere", connection.agent(EMPTY, AGENT).await)?;
    same("of another project", elsewhere.kind, FailureKind::NotFound)
}
