//! Where cases are played: a GitLab, and the way to it.

use crate::check::Outcome;
use console_core::access_token::AccessToken;
use gitlab_agents::{Clock, Connection, Exchange, GitLabUrl, Method, Request, Transport};

/// A sandbox with `--agents 250`, or something that answers like one.
#[derive(Clone, Debug)]
pub struct Stage<T, C> {
    /// Where it is.
    pub gitlab: GitLabUrl,
    /// How requests travel.
    pub transport: T,
    /// How time passes.
    pub clock: C,
    /// Whether a browser hides from the client what GitLab does not show to pages of other origins.
    pub is_cross_origin: bool,
}

/// How requests travel, for as many connections as a case needs.
pub trait Way: Transport + Clone {}

impl<T: Transport + Clone> Way for T {}

/// How time passes, for as many connections as a case needs.
pub trait Time: Clock + Clone {}

impl<C: Clock + Clone> Time for C {}

impl<T: Way, C: Time> Stage<T, C> {
    /// A connection with the personal access token `glpat-sandbox-...`.
    pub(crate) fn sign_in(&self, who: &str) -> Connection<T, C> {
        let (transport, clock) = (self.transport.clone(), self.clock.clone());
        Connection::new(self.gitlab.clone(), token(who), transport, clock)
    }

    /// Puts the world back to its beginning.
    pub(crate) async fn reset(&self) -> Outcome {
        self.control("reset", "{}").await
    }

    /// Makes every request by `method` whose path matches `path` fail in one way.
    pub(crate) async fn fault(&self, method: &str, path: &str, fault: &str) -> Outcome {
        self.faults(&[rule(method, path, fault)]).await
    }

    /// Puts these rules in force.
    pub(crate) async fn faults(&self, rules: &[String]) -> Outcome {
        self.control("faults", &format!(r#"{{"rules":[{}]}}"#, rules.join(","))).await
    }

    /// Speaks to the sandbox about its world.
    pub(crate) async fn control(&self, route: &str, body: &str) -> Outcome {
        let url = format!("{}/-/sandbox/{route}", self.gitlab);
        let body = Some(body.to_owned());
        let request = Request { method: Method::Post, url, token: None, body };
        match self.transport.send(request).await {
            Exchange::Complete { head, .. } if head.is_success() => Ok(()),
            other => Err(format!("control route {route}: {other:?}")),
        }
    }
}

/// A rule for [`Stage::faults`].
pub(crate) fn rule(method: &str, path: &str, fault: &str) -> String {
    format!(r#"{{"method":"{method}","path":"{path}","fault":{fault}}}"#)
}

/// The personal access token `glpat-sandbox-...`.
#[expect(clippy::expect_used, reason = "the names of the sandbox's people are letters")]
pub(crate) fn token(who: &str) -> AccessToken {
    AccessToken::from_pasted(&["glpat-sandbox-", who].concat()).expect("a token")
}
