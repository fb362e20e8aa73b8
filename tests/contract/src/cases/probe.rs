//! Checking an address before a secret is typed.

use crate::check::{Outcome, done, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::FailureKind;
use gitlab_agents::{GitLabUrl, Probe, probe};

pub(crate) async fn a_gitlab_is_recognised(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let probe = probe(&stage.transport, &stage.clock, &stage.gitlab).await;
    same("probe", probe, Probe::GitLab)
}

pub(crate) async fn another_website_is_not(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", "/metadata$", r#"{"kind":"html"}"#).await?;
    let probe = probe(&stage.transport, &stage.clock, &stage.gitlab).await;
    same("probe", probe, Probe::NotGitLab)
}

pub(crate) async fn nobody_listens(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let nowhere = done("address", GitLabUrl::parse("http://127.0.0.1:1"))?;
    let probe = probe(&stage.transport, &stage.clock, &nowhere).await;
    holds("probe", &probe, |probe| {
        matches!(probe, Probe::Blocked(failure)
                if failure.kind == FailureKind::Unreachable)
    })
}
