//! Intents, from start to end.

use super::{AGENT, EMPTY, TEST};
use crate::check::{Outcome, done, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::FailureKind;
use console_core::intent::{AgentOrder, Certainty, Creation, Orphans, Revealed, TokenOrder};
use console_core::model::{Agent, AgentId, ProjectId, Token, TokenLimit, UserId};
use gitlab_agents::{Connection, Nudge, Start, drive};
use std::rc::Rc;

const MARKER: &str = "k3f9q2";
const TOKENS: &str = "/tokens$";

/// A connection and its user.
async fn sign_in<T: Way, C: Time>(
    stage: &Stage<T, C>,
) -> Result<(Connection<T, C>, UserId), String> {
    let connection = stage.sign_in("maintainer");
    let me = done("user", connection.user().await)?.id;
    Ok((connection, me))
}

async fn register<T: Way, C: Time>(connection: &Connection<T, C>, me: UserId) -> Creation<Agent> {
    let order = AgentOrder { project: EMPTY, name: "edge-jeju".to_owned(), me: Some(me) };
    drive(connection, Start::Order(Rc::new(order)), &Nudge::default(), &mut |_| {}).await
}

async fn create<T: Way, C: Time>(
    connection: &Connection<T, C>,
    (project, agent): (ProjectId, AgentId),
    me: UserId,
) -> Creation<Token> {
    let order = TokenOrder {
        project,
        agent,
        agent_name: "edge-jeju".to_owned(),
        name: ["edge-jeju-", MARKER].concat(),
        description: String::new(),
        marker: MARKER.to_owned(),
        me: Some(me),
        limit: TokenLimit::Two,
    };
    drive(connection, Start::Order(Rc::new(order)), &Nudge::default(), &mut |_| {}).await
}

/// Registers an agent and creates its first token under a fault.
async fn first_token(
    stage: &Stage<impl Way, impl Time>,
    fault: Option<&str>,
) -> Result<Creation<Token>, String> {
    let (connection, me) = sign_in(stage).await?;
    let agent = match register(&connection, me).await {
        Creation::Created { made: agent, .. } => agent,
        other => return Err(format!("expected an agent, found {other:?}")),
    };
    if let Some(fault) = fault {
        stage.fault("POST", TOKENS, fault).await?;
    }
    Ok(create(&connection, (EMPTY, agent.id), me).await)
}

pub(crate) async fn a_first_token_is_revealed(stage: &Stage<impl Way, impl Time>) -> Outcome {
    holds("creation", &first_token(stage, None).await?, |state| {
        matches!(state, Creation::Created { made: Revealed { secret, .. }, .. }
                if secret.expose().len() >= 50)
    })
}

pub(crate) async fn a_lost_token_is_found(stage: &Stage<impl Way, impl Time>) -> Outcome {
    orphaned(stage, r#"{"kind":"drop_after_commit"}"#).await
}

pub(crate) async fn a_token_cut_short_is_found(stage: &Stage<impl Way, impl Time>) -> Outcome {
    orphaned(stage, r#"{"kind":"cut_after","bytes":30}"#).await
}

pub(crate) async fn a_token_without_its_value(stage: &Stage<impl Way, impl Time>) -> Outcome {
    orphaned(stage, r#"{"kind":"no_secret"}"#).await
}

async fn orphaned(stage: &Stage<impl Way, impl Time>, fault: &str) -> Outcome {
    holds(fault, &first_token(stage, Some(fault)).await?, |state| {
        matches!(state, Creation::Found { found: Orphans { first, certainty: Certainty::Sure, .. }, .. }
            if first.name.ends_with(MARKER))
    })
}

pub(crate) async fn a_full_agent_is_not_asked(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let (connection, me) = sign_in(stage).await?;
    holds("creation", &create(&connection, (TEST, AGENT), me).await, |state| {
        matches!(state, Creation::Refused { why, .. }
                if why.kind == FailureKind::TokenLimit)
    })
}

pub(crate) async fn a_lost_registration_is_found(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("POST", "/cluster_agents$", r#"{"kind":"drop_after_commit"}"#).await?;
    let (connection, me) = sign_in(stage).await?;
    match register(&connection, me).await {
        Creation::Found { found, .. } => same("agent", found.name.as_str(), "edge-jeju"),
        other => Err(format!("expected an agent, found {other:?}")),
    }
}
