//! Revoking and deleting.

use super::{AgentPage, Connection, ListingEnd, agents, create::WRITE_MS, read::within, tokens};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::errors;
use crate::route::Route;
use crate::transport::{Exchange, Method, NoReply, Transport};
use console_core::failure::{Failure, FailureKind};
use console_core::intent::Removal;
use console_core::model::{AgentId, Listed, ProjectId, TokenId};
use std::future::Future;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Revokes a token. Revoking it again is all right with GitLab.
    pub async fn revoke_token(
        &self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) -> Removal {
        let list = || self.lists_token(project, agent, token);
        self.remove(&tokens::token(project, agent, token), list).await
    }

    /// Deletes an agent, and its tokens with it. What runs in the cluster stays.
    pub async fn delete_agent(&self, project: ProjectId, agent: AgentId) -> Removal {
        let list = || self.lists_agent(project, agent);
        self.remove(&agents::agent(project, agent), list).await
    }

    /// Whether the agent's list shows this token. GitLab answers 404 for what is gone and to those
    /// who may not see it; who may read the list would see it there.
    ///
    /// # Errors
    ///
    /// As [`Connection::tokens`].
    pub async fn lists_token(
        &self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) -> Result<Listed, Failure> {
        let tokens = self.tokens(project, agent, Urgency::User).await?;
        Ok(Listed::of(&tokens, |listed| listed.id.0, token.0))
    }

    /// As [`Connection::lists_token`], for an agent in the list of its project.
    ///
    /// # Errors
    ///
    /// As [`Connection::agents`].
    pub async fn lists_agent(&self, project: ProjectId, agent: AgentId) -> Result<Listed, Failure> {
        let mut listed = Listed::No;
        let on_page = &mut |page: AgentPage| {
            listed = listed.max(Listed::of(&page.rows, |row| row.id.0, agent.0));
        };
        let listing = self.agents(project, Urgency::User, on_page).await?;
        let is_whole = listing.end == ListingEnd::Complete && !listing.changed;
        Ok(if is_whole { listed } else { listed.max(Listed::Perhaps) })
    }

    /// Asks once. Only 204 says that it is done, as nothing between GitLab and here answers that by
    /// itself. Of any other answer than GitLab's own refusal, whether the thing is still there is
    /// the answer.
    async fn remove<L: Future<Output = Result<Listed, Failure>>>(
        &self,
        route: &Route,
        list: impl FnOnce() -> L,
    ) -> Removal {
        let (cause, gone) = match self.try_remove(route).await {
            Ok(()) => return Removal::Done,
            Err(NotDone::Refused(why)) if why.kind != FailureKind::NotFound => {
                return Removal::Refused(why);
            }
            Err(NotDone::Refused(why)) => (why, Removal::AlreadyGone),
            Err(NotDone::Unclear(cause)) => match self.get(route, Urgency::User).await {
                Ok(_) => return Removal::Refused(cause),
                Err(why) if why.kind == FailureKind::NotFound => (why, Removal::Done),
                Err(_) => return Removal::Unknown(cause),
            },
        };
        match list().await {
            Ok(Listed::No) => gone,
            Ok(Listed::Yes) => Removal::Refused(cause),
            Ok(Listed::Perhaps) | Err(_) => Removal::Unknown(cause),
        }
    }

    async fn try_remove(&self, route: &Route) -> Result<(), NotDone> {
        let permit = self.0.budget.permit_to_write().await;
        let request = self.request(Method::Delete, route, None);
        let exchange = within(&self.0.transport, &self.0.clock, request, WRITE_MS).await;
        drop(permit);
        let now = self.0.clock.now();
        match exchange {
            Exchange::NoReply(why @ NoReply::Unsendable) => {
                Err(NotDone::Refused(errors::no_reply(why)))
            }
            Exchange::NoReply(why) => Err(NotDone::Unclear(errors::no_reply(why))),
            Exchange::HeadOnly { head, .. } | Exchange::Complete { head, .. }
                if head.status == 204 =>
            {
                Ok(())
            }
            Exchange::HeadOnly { head, why } => {
                Err(NotDone::Unclear(errors::head_only(&head, why, now)))
            }
            Exchange::Complete { head, .. } if head.is_success() => {
                Err(NotDone::Unclear(errors::failure(FailureKind::Unreadable, &head)))
            }
            Exchange::Complete { head, body } => {
                let failure = errors::refusal(&head, &body, now);
                let is_refused = errors::is_refusal(&head, &body);
                Err(if is_refused { NotDone::Refused(failure) } else { NotDone::Unclear(failure) })
            }
        }
    }
}

/// Why GitLab has not said that it is done.
enum NotDone {
    /// GitLab said that it did not do it.
    Refused(Failure),
    /// Nobody said.
    Unclear(Failure),
}

#[cfg(test)]
mod tests;
