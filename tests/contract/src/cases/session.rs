//! The caller and the GitLab instance.

use super::{AGENT, TEST, agents_of};
use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way, token};
use console_core::failure::{Failure, FailureKind, Unauthorised};
use console_core::intent::Posted;
use console_core::model::{Kas, Power, UserId, UserName};
use std::fmt::Debug;

pub(crate) async fn a_token_tells_what_it_may(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, power) in [
        ("maintainer", Power::Write),
        ("readonly", Power::Read),
        ("read-user", Power::Nothing),
        ("granular", Power::Unknown),
    ] {
        let token = done(who, stage.sign_in(who).personal_access_token().await)?;
        same(who, token.power(), power)?;
        holds("its name", &token.name, |name| !name.is_empty())?;
        holds("its owner", &token.user_id, Option::is_some)?;
    }
    Ok(())
}

pub(crate) async fn a_token_near_its_end_says_when(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("expiring");
    let token = done("the token", connection.personal_access_token().await)?;
    let days = token.days_left(stage.clock.now());
    holds("days left", &days, |days| days.is_some_and(|days| (3..=5).contains(&days)))
}

pub(crate) async fn who_is_signed_in(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, is_admin) in [("maintainer", false), ("admin", true)] {
        let connection = stage.sign_in(who);
        let user = done(who, connection.user().await)?;
        same("administers the instance", user.is_admin, is_admin)?;
        holds("user name", &user.username, |name| !name.is_empty())?;
        let token = done(who, connection.personal_access_token().await)?;
        same("whose token it is", token.user_id, Some(user.id))?;
    }
    Ok(())
}

pub(crate) async fn which_gitlab_it_is(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let instance = done("metadata", stage.sign_in("developer").instance().await)?;
    same("version", instance.version.number, Some((18, 9)))?;
    holds("agent server", &instance.kas, |kas| {
        matches!(kas, Kas::On { address: Some(address), version: Some(_) }
            if address.starts_with("wss://"))
    })
}

pub(crate) async fn the_name_behind_an_id(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let name = done("user 42", connection.user_name(UserId(42)).await)?;
    holds("user 42", &name, |name| matches!(name, UserName::Known(_)))?;
    for hidden in [43, 999_999] {
        let name = done("hidden user", connection.user_name(UserId(hidden)).await)?;
        same("hidden user", name, UserName::Hidden)?;
    }
    Ok(())
}

pub(crate) async fn a_token_nobody_knows(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "mistyped", Unauthorised::Unknown).await
}

pub(crate) async fn an_expired_token(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "expired", Unauthorised::Expired).await
}

pub(crate) async fn a_revoked_token(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "revoked", Unauthorised::Revoked).await
}

/// Each of the three sign-in requests needs a permission of its own; agents need none of them.
pub(crate) async fn a_fine_grained_token_for_agents_alone(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    let connection = stage.sign_in("granular-agents");
    let token = connection.personal_access_token().await;
    withheld("its own description", token, &["Personal Access Token: Read"])?;
    withheld("its user", connection.user().await, &["User: Read"])?;
    withheld("the version", connection.instance().await, &["Metadata: Read"])?;
    let name = done("a name", connection.user_name(UserId(42)).await)?;
    same("a name", name, UserName::Hidden)?;
    let (agents, _) = done("the agents", agents_of(&connection, TEST).await)?;
    same("the agents", agents.len(), 3)
}

/// GitLab names the missing permission of a fine-grained token, and nothing changes.
pub(crate) async fn a_fine_grained_token_without_a_permission(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    let connection = stage.sign_in("granular-without-read_cluster_agent");
    withheld("agents", agents_of(&connection, TEST).await, &["Cluster Agent: Read"])?;
    let connection = stage.sign_in("granular-without-create_cluster_agent_token");
    let Posted::Refused(why) = connection.post_token(TEST, AGENT, "blue", "").await else {
        return Err("a token was created".to_owned());
    };
    withheld("a token", Err::<(), _>(why), &["Cluster Agent Token: Create"])
}

/// A group that requires fine-grained tokens says so to all others.
pub(crate) async fn a_group_that_wants_fine_grained_tokens(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    stage.fault("GET", "/projects/20/", r#"{"kind":"granular_required"}"#).await?;
    let agents = agents_of(&stage.sign_in("maintainer"), TEST).await;
    withheld("agents", agents, &["Cluster Agent: Read"])
}

/// The bot user of a project access token is a member of that project only, and of no group.
pub(crate) async fn a_bot_has_its_project(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("bot");
    let user = done("the bot", connection.user().await)?;
    holds("its name", &user.username, |name| name.starts_with("project_20_bot_"))?;
    let projects = done("projects", connection.search_projects("", user.is_admin).await)?;
    same("projects", projects.iter().map(|it| it.id).collect::<Vec<_>>(), vec![TEST])?;
    let groups = done("groups", connection.search_groups("", user.is_admin).await)?;
    same("groups", groups.len(), 0)
}

fn withheld<V: Debug>(what: &str, answer: Result<V, Failure>, permissions: &[&str]) -> Outcome {
    let failure = failed(what, answer)?;
    same(what, failure.kind, FailureKind::PermissionMissing)?;
    same(what, failure.permissions().collect::<Vec<_>>(), permissions.to_vec())
}

async fn refused(stage: &Stage<impl Way, impl Time>, who: &str, why: Unauthorised) -> Outcome {
    let failure = failed(who, stage.sign_in(who).personal_access_token().await)?;
    same(who, failure.kind, FailureKind::Unauthorised(why))?;
    same("status", failure.status, Some(401))
}

pub(crate) async fn another_token_helps(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("expired");
    failed("before", connection.user().await)?;
    connection.rekey(token("developer"));
    done("after", connection.clone().user().await).map(|_| ())
}
