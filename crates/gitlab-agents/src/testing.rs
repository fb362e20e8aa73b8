//! What this crate's own tests share.

use crate::simulation::{Reply, Sent, SimulatedClock, SimulatedGitLab};
use crate::{Connection, GitLabUrl};
use console_core::access_token::AccessToken;
use console_core::model::{AgentId, ProjectId};
use console_core::timestamp::Timestamp;

pub(crate) const START: Timestamp = Timestamp::from_millis(1_650_000_000_000);
pub(crate) const PROJECT: ProjectId = ProjectId(20);
pub(crate) const AGENT: AgentId = AgentId(5);

/// A connection to a simulated GitLab.
pub(crate) struct Stage {
    pub(crate) clock: SimulatedClock,
    pub(crate) gitlab: SimulatedGitLab,
    pub(crate) connection: Connection<SimulatedGitLab, SimulatedClock>,
}

impl Stage {
    /// One whose GitLab answers by a function.
    pub(crate) fn new(answer: impl FnMut(&Sent) -> Reply + 'static) -> Self {
        Self::by_clock(SimulatedClock::at(START), answer)
    }

    /// One whose GitLab answers by a function that knows the time.
    pub(crate) fn by_clock(
        clock: SimulatedClock,
        answer: impl FnMut(&Sent) -> Reply + 'static,
    ) -> Self {
        let gitlab = SimulatedGitLab::new(&clock, answer);
        let connection =
            Connection::new(url(), token("glpat-first"), gitlab.clone(), clock.clone());
        Self { clock, gitlab, connection }
    }

    /// One whose GitLab gives these replies in turn, and nothing after them.
    pub(crate) fn script(replies: impl IntoIterator<Item = Reply>) -> Self {
        let mut replies = replies.into_iter().collect::<Vec<_>>().into_iter();
        Self::new(move |sent| replies.next().unwrap_or_else(|| panic!("not expected: {sent:?}")))
    }

    /// The milliseconds that have passed.
    pub(crate) fn elapsed(&self) -> i64 {
        use crate::Clock;
        START.age_at(self.clock.now())
    }

    /// The requests so far, as `METHOD /route`.
    pub(crate) fn log(&self) -> Vec<String> {
        let line = |sent: Sent| format!("{} {}", sent.method.as_str(), sent.route());
        self.gitlab.sent().into_iter().map(line).collect()
    }
}

pub(crate) fn token(text: &str) -> AccessToken {
    AccessToken::from_pasted(text).unwrap()
}

pub(crate) fn url() -> GitLabUrl {
    GitLabUrl::parse("https://gitlab.example.com").unwrap()
}

/// A refusal in GitLab's usual form.
pub(crate) fn refusal(status: u16) -> Reply {
    Reply::json(status, &format!(r#"{{"message":"{status} Message"}}"#))
}
