//! Responses that are errors.

use super::{TEST, agents_of};
use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::FailureKind;
use console_core::intent::Posted;
use console_core::model::Agent;

const AGENTS: &str = "/20/cluster_agents$";

async fn register(stage: &Stage<impl Way, impl Time>) -> Posted<Agent> {
    stage.sign_in("maintainer").post_agent(TEST, "edge-jeju").await
}

/// GitLab does not expose `Retry-After`, so other origins do not learn how long to wait. Its rate
/// limit answers in plain text, as a proxy might.
pub(crate) async fn a_throttled_request(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let throttle = r#"{"kind":"status","code":429,"body":"Retry later\n",
        "content_type":"text/plain","headers":{"Retry-After":"30"}}"#;
    stage.fault("POST", AGENTS, throttle).await?;
    holds("registration", &register(stage).await, |posted| {
        matches!(posted, Posted::Lost(failure)
            if matches!(failure.kind, FailureKind::Throttled { retry_at }
                if retry_at.is_none() == stage.is_cross_origin)
                && failure.detail == "Retry later")
    })
}

pub(crate) async fn a_server_error_leaves_it_open(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let error = r#"{"kind":"status","code":500,"body":{"message":"500 Internal Server Error"}}"#;
    stage.fault("POST", AGENTS, error).await?;
    holds("registration", &register(stage).await, |posted| {
        matches!(posted, Posted::Lost(failure)
                if failure.kind == FailureKind::Server)
    })
}

/// GitLab's response in maintenance mode has no CORS headers, so other origins cannot read it.
pub(crate) async fn maintenance_is_named_or_lost(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("POST", AGENTS, r#"{"kind":"maintenance"}"#).await?;
    let expected = match stage.is_cross_origin {
        true => FailureKind::Unreachable,
        false => FailureKind::Maintenance,
    };
    holds(
        "registration",
        &register(stage).await,
        |posted| matches!(posted, Posted::Lost(failure) if failure.kind == expected),
    )
}

pub(crate) async fn a_page_in_place_of_json(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", AGENTS, r#"{"kind":"html"}"#).await?;
    let failure = failed("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
    same("kind", failure.kind, FailureKind::Unreadable)?;
    same("nothing of the page is shown", failure.detail.as_str(), "")
}

pub(crate) async fn a_redirect_is_not_followed(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let login = r#"{"kind":"redirect","to":"https://login.example.com/"}"#;
    stage.fault("GET", AGENTS, login).await?;
    let failure = failed("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
    same("kind", failure.kind, FailureKind::Moved)
}

pub(crate) async fn an_error_that_passes(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let once = r#"{"rules":[{"method":"GET","path":"/20/cluster_agents$","nth":1,
        "fault":{"kind":"status","code":500,"body":{"message":"500 Internal Server Error"}}}]}"#;
    stage.control("faults", once).await?;
    let (rows, _) = done("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
    same("rows", rows.len(), 3)
}

pub(crate) async fn a_connection_that_breaks(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for fault in [r#"{"kind":"drop_before_commit"}"#, r#"{"kind":"cut_after","bytes":20}"#] {
        stage.fault("GET", AGENTS, fault).await?;
        let failure = failed(fault, agents_of(&stage.sign_in("developer"), TEST).await)?;
        same(fault, failure.kind, FailureKind::Unreachable)?;
    }
    Ok(())
}
