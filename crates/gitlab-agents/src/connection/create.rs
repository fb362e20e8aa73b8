//! Creating, each by exactly one request.

use super::{Connection, agents, read::within, tokens};
use crate::answer::Answer;
use crate::clock::Clock;
use crate::errors;
use crate::route::Route;
use crate::transport::{Exchange, Head, Method, NoReply, Transport};
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::intent::Posted;
use console_core::json::object_of;
use console_core::model::{Agent, AgentId, CreatedToken, ProjectId};
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
    pub async fn post_agent(&self, project: ProjectId, name: &str) -> Posted<Agent> {
        let _permit = self.0.budget.permit_to_write().await;
        let request = self.creation(&agents::agents_of(project), name, "");
        let exchange = within(&self.0.transport, &self.0.clock, request, WRITE_MS).await;
        read(posted(exchange, self.0.clock.now()), |answer| {
            answer.one(|json| wire::agent::detail(json, project)).ok().map(|detail| detail.agent)
        })
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
    ) -> Posted<CreatedToken> {
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
        read(posted(exchange, self.0.clock.now()), |answer| {
            let created = wire::token::created(&answer.body, agent);
            answer.body.fill(0);
            black_box(&answer.body);
            created
        })
    }

    fn creation(&self, route: &Route, name: &str, description: &str) -> crate::Request {
        // An agent has no description.
        let pairs = [("name", name), ("description", description)];
        let told = if description.is_empty() { 1 } else { 2 };
        let body = object_of(pairs.get(..told).unwrap_or_default());
        self.request(Method::Post, route, Some(body))
    }
}

fn posted(exchange: Exchange, now: Timestamp) -> Posted<Answer> {
    match exchange {
        Exchange::NoReply(why @ NoReply::Unsendable) => Posted::Refused(errors::no_reply(why)),
        Exchange::NoReply(why) => Posted::Lost(errors::no_reply(why)),
        Exchange::HeadOnly { head, why } => unread(&head, errors::head_only(&head, why, now)),
        Exchange::Complete { head, body } if head.is_success() => {
            Posted::Created(Answer { head, body })
        }
        Exchange::Complete { head, body } => {
            let failure = errors::refusal(&head, &body, now);
            let is_refused = errors::is_refusal(&head, &body);
            if is_refused { Posted::Refused(failure) } else { Posted::Lost(failure) }
        }
    }
}

/// What the head alone says. Only 201 is GitLab's word that something was created; 200 may be a page to sign in.
fn unread<T>(head: &Head, failure: Failure) -> Posted<T> {
    if head.status == 201 { Posted::Unread(failure) } else { Posted::Lost(failure) }
}

/// What could be read of an answer that says that it exists.
fn read<T>(posted: Posted<Answer>, decode: impl FnOnce(&mut Answer) -> Option<T>) -> Posted<T> {
    match posted {
        Posted::Created(mut answer) => match decode(&mut answer) {
            Some(created) => Posted::Created(created),
            None => unread(&answer.head, errors::failure(FailureKind::Unreadable, &answer.head)),
        },
        Posted::Unread(failure) => Posted::Unread(failure),
        Posted::Refused(failure) => Posted::Refused(failure),
        Posted::Lost(failure) => Posted::Lost(failure),
    }
}

#[cfg(test)]
mod tests;
