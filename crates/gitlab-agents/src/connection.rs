//! One GitLab, as one person sees it.

mod agents;
mod create;
mod pages;
mod pause;
mod places;
mod query;
mod read;
mod remove;
mod session;
mod tokens;

pub use agents::AgentPage;
pub(crate) use agents::agents_of;
pub(crate) use create::WRITE_MS;
pub(crate) use pages::{Asked, Place, beside};
pub use pages::{FULL_PAGE, Listing, ListingEnd};
pub(crate) use pause::PAUSE_MS;
pub(crate) use places::ProjectList;
pub(crate) use read::within;
pub(crate) use tokens::first_tokens;

use self::pause::Pause;
use crate::budget::Budget;
use crate::clock::Clock;
use crate::route::Route;
use crate::transport::{Method, Request, Transport};
use console_core::access_token::AccessToken;
use console_core::gitlab_url::GitLabUrl;
use console_core::sweep::Knowledge;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

/// A GitLab together with the credential to speak to it.
///
/// Clones share the credential and one [`Budget`] of requests: at most six under way, at most four
/// of them in the background.
pub struct Connection<T, C>(Rc<Inner<T, C>>);

struct Inner<T, C> {
    gitlab: GitLabUrl,
    token: RefCell<Rc<AccessToken>>,
    transport: T,
    clock: C,
    budget: Budget,
    pause: Pause,
    /// What was found out of its GraphQL.
    knowledge: Cell<Knowledge>,
}

impl<T, C> Clone for Connection<T, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T, C> fmt::Debug for Connection<T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Connection").field(&self.0.gitlab).finish()
    }
}

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Speaks to `gitlab` with the personal access token `token`. Sends nothing yet.
    pub fn new(gitlab: GitLabUrl, token: AccessToken, transport: T, clock: C) -> Self {
        Self::within(Budget::default(), gitlab, token, transport, clock)
    }

    /// As [`Connection::new`], with a budget that other connections to the same GitLab have too.
    pub fn within(
        budget: Budget,
        gitlab: GitLabUrl,
        token: AccessToken,
        transport: T,
        clock: C,
    ) -> Self {
        Self(Rc::new(Inner {
            gitlab,
            token: RefCell::new(Rc::new(token)),
            transport,
            clock,
            budget,
            pause: Pause::default(),
            knowledge: Cell::new(Knowledge::default()),
        }))
    }

    /// Takes another token from now on. Requests under way keep the one they went out with.
    pub fn rekey(&self, token: AccessToken) {
        self.0.token.replace(Rc::new(token));
        // One token may be good for GraphQL where another is not.
        self.0.knowledge.set(Knowledge::default());
    }

    /// Where the GitLab is.
    pub fn gitlab(&self) -> &GitLabUrl {
        &self.0.gitlab
    }

    /// The clock this connection goes by.
    pub fn clock(&self) -> &C {
        &self.0.clock
    }

    fn request(&self, method: Method, route: &Route, body: Option<String>) -> Request {
        let mut url = self.0.gitlab.api();
        url.push_str(route.as_str());
        let token = self.0.token.borrow().clone();
        Request { method, url, token: Some(token), body }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, url};

    #[test]
    fn debug_names_the_gitlab_and_no_token() {
        let text = format!("{:?}", Stage::script([]).connection);
        assert!(text.contains(url().as_str()) && !text.contains("glpat"), "{text}");
    }
}
