//! Writes, and who may do them.

use super::{AGENT, EMPTY, TEST, agents_of, readable};
use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::{Failure, FailureKind};
use console_core::intent::Posted;
use console_core::intent::Removal;
use console_core::model::{AgentId, TokenId};
use std::fmt::Debug;

const TAKEN: &str = "agent-1";

fn refused<T: Debug>(posted: Posted<T>) -> Result<Failure, String> {
    match posted {
        Posted::Refused(failure) => Ok(failure),
        other => Err(format!("expected a refusal, found {other:?}")),
    }
}

fn refused_removal(removal: Removal) -> Result<Failure, String> {
    match removal {
        Removal::Refused(failure) => Ok(failure),
        other => Err(format!("expected a refusal, found {other:?}")),
    }
}

pub(crate) async fn an_agent_comes_and_goes(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("maintainer");
    let posted = connection.post_agent(EMPTY, "edge-jeju").await;
    let Posted::Created(agent) = posted else {
        return Err(format!("expected an agent, found {posted:?}"));
    };
    same("agent", (agent.name.as_str(), agent.project.id), ("edge-jeju", EMPTY))?;
    let (rows, _) = done("list", agents_of(&connection, EMPTY).await)?;
    same("listed", readable(rows), [agent.clone()])?;
    same("deleted", connection.delete_agent(EMPTY, agent.id).await, Removal::Done)?;
    let gone = failed("gone", connection.agent(EMPTY, agent.id).await)?;
    same("gone", gone.kind, FailureKind::NotFound)?;
    same("again", connection.delete_agent(EMPTY, agent.id).await, Removal::AlreadyGone)
}

pub(crate) async fn a_name_that_is_taken(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let failure = refused(stage.sign_in("maintainer").post_agent(TEST, TAKEN).await)?;
    same("kind", failure.kind, FailureKind::Refused)?;
    same("status", failure.status, Some(400))?;
    same("GitLab's reason", failure.detail.as_str(), "Name has already been taken")
}

pub(crate) async fn a_name_that_is_not_allowed(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let failure = refused(stage.sign_in("maintainer").post_agent(TEST, "").await)?;
    same("kind", failure.kind, FailureKind::Refused)?;
    let said = "Name can't be blank. Name can contain only lowercase letters, digits, and '-', \
                but cannot start or end with '-'";
    same("GitLab's reasons", failure.detail.as_str(), said)
}

pub(crate) async fn a_developer_changes_nothing(stage: &Stage<impl Way, impl Time>) -> Outcome {
    changes_nothing(stage, "developer", &FailureKind::Forbidden).await
}

pub(crate) async fn a_read_only_token_changes_nothing(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    changes_nothing(stage, "readonly", &FailureKind::ScopeTooSmall).await
}

/// Tries each of the four writes. A developer is refused before GitLab looks up the agent, so
/// unknown agents give the same refusal.
async fn changes_nothing(
    stage: &Stage<impl Way, impl Time>,
    who: &str,
    why: &FailureKind,
) -> Outcome {
    let connection = stage.sign_in(who);
    let registered = refused(connection.post_agent(TEST, "edge-jeju").await)?;
    same("register", &registered.kind, why)?;
    let created = refused(connection.post_token(TEST, AGENT, "new", "").await)?;
    same("create", &created.kind, why)?;
    let revoked = refused_removal(connection.revoke_token(TEST, AGENT, TokenId(1)).await)?;
    same("revoke", &revoked.kind, why)?;
    let unknown = AgentId(999_999);
    let deleted = refused_removal(connection.delete_agent(TEST, unknown).await)?;
    same("delete", &deleted.kind, why)
}

pub(crate) async fn reasons_are_in_the_persons_language(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    let connection = stage.sign_in("korean");
    let taken = refused(connection.post_agent(TEST, TAKEN).await)?;
    let third = refused(connection.post_token(TEST, AGENT, "third", "").await)?;
    for failure in [taken, third] {
        same("kind", &failure.kind, &FailureKind::Refused)?;
        let is_hangul = |letter| ('가'..='힣').contains(&letter);
        holds("GitLab's reason", &failure.detail, |said| {
            said.contains(is_hangul) && !said.contains(['[', '"'])
        })?;
    }
    Ok(())
}
