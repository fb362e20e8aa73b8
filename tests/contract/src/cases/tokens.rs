//! An agent's tokens.

use super::{AGENT, TEST, readable};
use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::failure::FailureKind;
use console_core::intent::{Posted, Removal};
use console_core::model::{CreatedToken, Creator, LastUsed, TokenId, TokenStatus, UserId};
use console_core::timestamp::Timestamp;
use gitlab_agents::Urgency;

pub(crate) async fn a_list_leaves_the_last_use_out(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let mut tokens = readable(done("list", connection.tokens(TEST, AGENT, Urgency::User).await)?);
    tokens.sort_unstable_by_key(|token| token.id);
    let names: Vec<_> = tokens.iter().map(|token| (token.id.0, token.name.as_str())).collect();
    same("tokens", names, [(1, "abcd"), (2, "foobar")])?;
    for token in &tokens {
        same("last use", token.last_used, LastUsed::Unknown)?;
        same("agent", token.agent, AGENT)?;
        same("status", &token.status, &TokenStatus::Active)?;
    }
    let descriptions: Vec<_> = tokens.iter().map(|token| token.description.as_deref()).collect();
    same("descriptions", descriptions, [Some("Some token"), None])
}

pub(crate) async fn one_token_tells_its_last_use(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let read = stage.sign_in("developer").token(TEST, AGENT, TokenId(1), Urgency::User).await;
    let token = done("token", read)?;
    same("last use", token.last_used, LastUsed::Never)?;
    same("creator", token.created_by, Creator::User(UserId(1)))?;
    let created = Timestamp::parse_rfc3339("2022-03-25T14:12:11.497Z");
    same("created", token.created_at, created)
}

pub(crate) async fn every_last_use_of_an_agent(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let read = stage.sign_in("developer").tokens_with_use(TEST, AGENT, Urgency::Background).await;
    let tokens = readable(done("tokens", read)?);
    same("tokens", tokens.len(), 2)?;
    for token in tokens {
        let used = matches!(token.last_used, LastUsed::At(_));
        holds("last use", &token, |token| {
            used == (token.id == TokenId(2)) && token.last_used != LastUsed::Unknown
        })?;
    }
    Ok(())
}

pub(crate) async fn a_revoked_token_is_gone(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("maintainer");
    for time in ["first time", "second time"] {
        same(time, connection.revoke_token(TEST, AGENT, TokenId(1)).await, Removal::Done)?;
    }
    let read = connection.token(TEST, AGENT, TokenId(1), Urgency::User).await;
    same("single", failed("single", read)?.kind, FailureKind::NotFound)?;
    let left = readable(done("list", connection.tokens(TEST, AGENT, Urgency::User).await)?);
    same("left", left.iter().map(|token| token.id).collect::<Vec<_>>(), [TokenId(2)])
}

pub(crate) async fn revoking_what_is_not_there(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("maintainer");
    let unknown = connection.revoke_token(TEST, AGENT, TokenId(999_999)).await;
    same("unknown token", unknown, Removal::AlreadyGone)
}

pub(crate) async fn a_third_token_is_refused(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("maintainer");
    match connection.post_token(TEST, AGENT, "third", "").await {
        Posted::Refused(failure) => {
            same("kind", failure.kind, FailureKind::Refused)?;
            let said = "An agent can have only two active tokens at a time";
            same("GitLab's reason", failure.detail.as_str(), said)
        }
        other => Err(format!("expected a refusal, found {other:?}")),
    }
}

pub(crate) async fn a_new_token_comes_with_its_value(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    let connection = stage.sign_in("maintainer");
    same("room", connection.revoke_token(TEST, AGENT, TokenId(1)).await, Removal::Done)?;
    let posted = connection.post_token(TEST, AGENT, "한국 \"new\"", "why").await;
    let Posted::Created(CreatedToken::Whole(token, secret)) = posted else {
        return Err(format!("expected a token, found {posted:?}"));
    };
    same("name", token.name.as_str(), "한국 \"new\"")?;
    same("description", token.description.as_deref(), Some("why"))?;
    same("last use", token.last_used, LastUsed::Never)?;
    holds("its value looks like one", &secret.expose().len(), |&len| len >= 50)?;
    let listed = readable(done("list", connection.tokens(TEST, AGENT, Urgency::User).await)?);
    holds("listed", &listed, |listed| listed.iter().any(|listed| listed.id == token.id))
}
