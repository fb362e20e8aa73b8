//! Revoking and deleting.

use super::{Connection, agents, create::WRITE_MS, read::within, tokens};
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::errors;
use crate::route::Route;
use crate::transport::{Exchange, Method, NoReply, Transport};
use console_core::failure::{Failure, FailureKind};
use console_core::model::{AgentId, ProjectId, TokenId};

/// What became of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    Done,
    /// GitLab answered 404: it was gone before, or is hidden from the caller.
    AlreadyGone,
    /// It is still there, and this is why.
    Refused(Failure),
    /// No answer, and looking failed as well. This is how the answer was lost.
    Unknown(Failure),
}

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Revokes a token. Revoking it again is all right with GitLab.
    pub async fn revoke_token(
        &self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) -> Removal {
        self.remove(&tokens::token(project, agent, token)).await
    }

    /// Deletes an agent, and its tokens with it. What runs in the cluster stays.
    pub async fn delete_agent(&self, project: ProjectId, agent: AgentId) -> Removal {
        self.remove(&agents::agent(project, agent)).await
    }

    /// Asks once. Where the answer is lost, whether the thing is still there is the answer.
    async fn remove(&self, route: &Route) -> Removal {
        let cause = match self.try_remove(route).await {
            Ok(removal) => return removal,
            Err(cause) => cause,
        };
        match self.get(route, Urgency::User).await {
            Ok(_) => Removal::Refused(cause),
            Err(failure) if failure.kind == FailureKind::NotFound => Removal::Done,
            Err(_) => Removal::Unknown(cause),
        }
    }

    /// What GitLab answered, or how the answer was lost.
    async fn try_remove(&self, route: &Route) -> Result<Removal, Failure> {
        let permit = self.0.budget.permit_to_write().await;
        let request = self.request(Method::Delete, route, None);
        let exchange = within(&self.0.transport, &self.0.clock, request, WRITE_MS).await;
        drop(permit);
        let now = self.0.clock.now();
        match exchange {
            Exchange::NoReply(why @ NoReply::Unsendable) => {
                Ok(Removal::Refused(errors::no_reply(why)))
            }
            Exchange::NoReply(why) => Err(errors::no_reply(why)),
            Exchange::HeadOnly { head, .. } | Exchange::Complete { head, .. }
                if head.is_success() =>
            {
                Ok(Removal::Done)
            }
            Exchange::HeadOnly { head, why } => Err(errors::head_only(&head, why, now)),
            Exchange::Complete { head, body } => {
                let failure = errors::refusal(&head, &body, now);
                match failure.kind {
                    FailureKind::NotFound => Ok(Removal::AlreadyGone),
                    FailureKind::Maintenance => Ok(Removal::Refused(failure)),
                    _ if matches!(head.status, 400..=499) => Ok(Removal::Refused(failure)),
                    _ => Err(failure),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
