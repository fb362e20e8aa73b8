//! Reading over GraphQL.

use super::Connection;
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::transport::{Method, Request, Transport};
use agent_ops::failure::Failure;
use agent_ops::sweep::Knowledge;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Sends a query, once. `body` is the whole JSON to send, which changes nothing.
    pub(crate) async fn query(&self, body: &str, urgency: Urgency) -> Result<Answer, Failure> {
        self.try_read(urgency, &|| Request {
            method: Method::Post,
            url: self.0.gitlab.graphql(),
            token: Some(self.0.token.borrow().clone()),
            body: Some(body.to_owned()),
        })
        .await
    }

    /// What was found out of this GitLab's GraphQL.
    pub(crate) fn knowledge(&self) -> Knowledge {
        self.0.knowledge.get()
    }

    /// Remembers what was found out.
    pub(crate) fn set_knowledge(&self, knowledge: Knowledge) {
        self.0.knowledge.set(knowledge);
    }
}
