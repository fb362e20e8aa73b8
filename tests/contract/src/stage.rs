//! Where cases run: a GitLab and the transport to it.

use crate::check::Outcome;
use console_core::access_token::AccessToken;
use gitlab_agents::{Clock, Connection, Exchange, GitLabUrl, Method, Request, Transport};

/// A sandbox with `--agents 250`, or something that responds like one.
#[derive(Clone, Debug)]
pub struct Stage<T, C> {
    /// Its address.
    pub gitlab: GitLabUrl,
    /// The transport.
    pub transport: T,
    /// The clock.
    pub clock: C,
    /// Whether a browser hides from the client what GitLab does not expose to other origins.
    pub is_cross_origin: bool,
}

/// A transport, cloned for each connection.
pub trait Way: Transport + Clone {}

impl<T: Transport + Clone> Way for T {}

/// A clock, cloned for each connection.
pub trait Time: Clock + Clone {}

impl<C: Clock + Clone> Time for C {}

impl<T: Way, C: Time> Stage<T, C> {
    /// A connection with the personal access token `glpat-sandbox-...`.
    pub(crate) fn sign_in(&self, who: &str) -> Connection<T, C> {
        let (transport, clock) = (self.transport.clone(), self.clock.clone());
        Connection::new(self.gitlab.clone(), token(who), transport, clock)
    }

    /// Resets the sandbox.
    pub(crate) async fn reset(&self) -> Outcome {
        self.control("reset", "{}").await
    }

    /// Makes every request by `method` whose path matches `path` fail with this fault.
    pub(crate) async fn fault(&self, method: &str, path: &str, fault: &str) -> Outcome {
        self.faults(&[rule(method, path, fault)]).await
    }

    /// Activates these rules.
    pub(crate) async fn faults(&self, rules: &[String]) -> Outcome {
        self.control("faults", &format!(r#"{{"rules":[{}]}}"#, rules.join(","))).await
    }

    /// Calls a control route of the sandbox.
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
