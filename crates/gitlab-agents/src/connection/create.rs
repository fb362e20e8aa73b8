//! Creating, each by exactly one request.

use super::{Connection, agents, read::within, tokens};
use crate::answer::Answer;
use crate::clock::Clock;
use crate::errors;
use crate::route::Route;
use crate::transport::{Exchange, Head, Method, NoReply, Transport};
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{PostedAgent, PostedToken};
use console_core::json::object_of;
use console_core::model::{AgentId, CreatedToken, ProjectId};
use console_core::secret::Secret;
use console_core::timestamp::Timestamp;
use futures_util::future::{Either, select};
use std::hint::black_box;
use std::pin::pin;

/// How long a request that changes something may take before it counts as lost, in milliseconds.
pub(crate) const WRITE_MS: u32 = 60_000;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Asks to register an agent. Sent once, and lost when there is no answer within a minute.
    ///
    /// GitLab answers 403 to a role below Maintainer, 400 to a name that is taken or not allowed.
    pub async fn post_agent(&self, project: ProjectId, name: &str) -> PostedAgent {
        let _permit = self.0.budget.permit_to_write().await;
        let request = self.creation(&agents::agents_of(project), name, "");
        let exchange = within(&self.0.transport, &self.0.clock, request, WRITE_MS).await;
        match posted(exchange, self.0.clock.now()) {
            Posted::Created(answer) => {
                match answer.one(|json| wire::agent::detail(json, project)) {
                    Ok(detail) => PostedAgent::Registered(detail.agent),
                    Err(failure) => PostedAgent::RegisteredUnread(failure),
                }
            }
            Posted::Unread(failure) => PostedAgent::RegisteredUnread(failure),
            Posted::Refused(failure) => PostedAgent::Refused(failure),
            Posted::Lost(failure) => PostedAgent::Lost(failure),
        }
    }

    /// Asks to create a token. Sent once, and waited for as long as the future is kept.
    ///
    /// After a minute it no longer counts as a request under way: a few that hang would keep all
    /// others back for good.
    ///
    /// GitLab answers 403 to a role below Maintainer, 400 to a third active token since 16.2.
    pub async fn post_token(
        &self,
        project: ProjectId,
        agent: AgentId,
        name: &str,
        description: &str,
    ) -> PostedToken {
        let permit = self.0.budget.permit_to_write().await;
        let request = self.creation(&tokens::tokens_of(project, agent), name, description);
        let sending = pin!(self.0.transport.send(request));
        let exchange = match select(sending, pin!(self.0.clock.sleep(WRITE_MS))).await {
            Either::Left((exchange, _)) => exchange,
            Either::Right(((), sending)) => {
                drop(permit);
                sending.await
            }
        };
        match posted(exchange, self.0.clock.now()) {
            Posted::Created(Answer { head, body }) => match read_and_wipe(body, agent) {
                Some(created) => PostedToken::Created(created),
                None => PostedToken::CreatedUnread(errors::failure(FailureKind::Unreadable, &head)),
            },
            Posted::Unread(failure) => PostedToken::CreatedUnread(failure),
            Posted::Refused(failure) => PostedToken::Refused(failure),
            Posted::Lost(failure) => PostedToken::Lost(failure),
        }
    }

    fn creation(&self, route: &Route, name: &str, description: &str) -> crate::Request {
        // An agent has no description.
        let pairs = [("name", name), ("description", description)];
        let told = if description.is_empty() { 1 } else { 2 };
        let body = object_of(pairs.get(..told).unwrap_or_default());
        self.request(Method::Post, route, Some(body))
    }
}

/// What became of a request that creates.
enum Posted {
    /// It exists, and here is the answer.
    Created(Answer),
    /// It exists, and the answer did not come whole.
    Unread(Failure),
    /// It was not created.
    Refused(Failure),
    /// Nobody knows.
    Lost(Failure),
}

fn posted(exchange: Exchange, now: Timestamp) -> Posted {
    match exchange {
        Exchange::NoReply(why @ NoReply::Unsendable) => Posted::Refused(errors::no_reply(why)),
        Exchange::NoReply(why) => Posted::Lost(errors::no_reply(why)),
        Exchange::HeadOnly { head, why } => {
            let failure = errors::head_only(&head, why, now);
            if head.is_success() { Posted::Unread(failure) } else { Posted::Lost(failure) }
        }
        Exchange::Complete { head, body } if head.is_success() => {
            Posted::Created(Answer { head, body })
        }
        Exchange::Complete { head, body } => refused(&head, &body, now),
    }
}

/// A 4xx of GitLab says that nothing was created; a page with that status may be from something that kept GitLab's
/// answer back. A 5xx may come from a proxy that gave up waiting; only a GitLab that says it is in maintenance mode has
/// turned the request away.
fn refused(head: &Head, body: &[u8], now: Timestamp) -> Posted {
    let failure = errors::refusal(head, body, now);
    let is_answered = matches!(head.status, 400..=499) && failure.kind != FailureKind::Unreadable;
    if is_answered || failure.kind == FailureKind::Maintenance {
        Posted::Refused(failure)
    } else {
        Posted::Lost(failure)
    }
}

/// Reads a new token, and overwrites the body it came in.
fn read_and_wipe(body: Vec<u8>, agent: AgentId) -> Option<CreatedToken> {
    match String::from_utf8(body) {
        Ok(text) => {
            let text = Secret::new(text);
            let json = wire::json::document(text.expose().as_bytes())?;
            wire::token::created(json, agent)
        }
        Err(error) => {
            let mut body = error.into_bytes();
            body.fill(0);
            black_box(body);
            None
        }
    }
}

#[cfg(test)]
mod tests;
