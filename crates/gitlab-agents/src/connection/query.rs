//! The reads of a sweep, over GraphQL and REST.

use super::pause::Turn;
use super::{Connection, tokens};
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::route::Route;
use crate::transport::{Method, Request, Transport};
use crate::wire;
use console_core::failure::Failure;
use console_core::sweep::{Knowledge, Read};

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Sends a read, once.
    pub(crate) async fn ask(&self, read: &Read, urgency: Urgency) -> Result<Answer, Failure> {
        let get = |route: &Route| self.request(Method::Get, route, None);
        let query = |body| Request {
            method: Method::Post,
            url: self.0.gitlab.graphql(),
            token: Some(self.0.token.borrow().clone()),
            body: Some(body),
        };
        self.try_turn(urgency, Turn::Open, &|| match read {
            Read::Tokens { project, agent } => get(&tokens::first_page(*project, *agent)),
            Read::Token { project, agent, token } => get(&tokens::token(*project, *agent, *token)),
            Read::Named(agents) => query(wire::graphql::named(agents)),
            Read::Pages { pages, size } => query(wire::graphql::pages(pages, *size)),
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
