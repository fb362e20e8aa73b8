//! Bytes as responses of GitLab, and a connection that receives them.

use console_core::access_token::AccessToken;
use console_core::model::{AgentId, ProjectId};
use console_core::timestamp::Timestamp;
use gitlab_agents::simulation::{Reply, Sent, SimulatedClock, SimulatedGitLab};
use gitlab_agents::{Connection, GitLabUrl, NoReply};
use std::future::Future;

pub(crate) const GITLAB: &str = "https://gitlab.example.com";
pub(crate) const PROJECT: ProjectId = ProjectId(20);
pub(crate) const AGENT: AgentId = AgentId(5);

/// The maximum sendings of a read.
pub(crate) const TRIES: usize = 3;

/// A response in a format like HTTP: status, headers, an empty line, body.
///
/// Without such a header, everything is the body of a response with status 200, so that plain JSON
/// is an input too. `201 cut` has no body, `none` is no response at all.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) fate: Fate,
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// How much of a response arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Whole,
    HeadOnly,
    Nothing,
}

impl Answer {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self::with_head(bytes).unwrap_or_else(|| Self {
            fate: Fate::Whole,
            status: 200,
            headers: Vec::new(),
            body: bytes.to_vec(),
        })
    }

    fn with_head(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
        let mut lines = std::str::from_utf8(head).ok()?.lines();
        let first = lines.next()?;
        let (status, fate) = match first.strip_suffix(" cut") {
            Some(status) => (status, Fate::HeadOnly),
            None if first == "none" => ("599", Fate::Nothing),
            None => (first, Fate::Whole),
        };
        let status = status.parse().ok().filter(|status| (200..600).contains(status))?;
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_owned(), value.trim().to_owned()))
        };
        let headers = lines.filter_map(header).collect();
        Some(Self { fate, status, headers, body: body.get(2..).unwrap_or_default().to_vec() })
    }

    /// Whether a complete response with a success status arrived.
    pub(crate) fn is_granted(&self) -> bool {
        self.fate == Fate::Whole && self.is_success()
    }

    /// Whether it may be GitLab's statement that nothing was done.
    pub(crate) fn is_refusal(&self) -> bool {
        self.fate == Fate::Whole && matches!(self.status, 400 | 401 | 403 | 404 | 429)
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header's value by its lower-case name, if not empty.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    pub(crate) fn reply(&self) -> Reply {
        let mut reply = Reply::bytes(self.status, &self.body);
        for (name, value) in &self.headers {
            reply = reply.header(name, value);
        }
        match self.fate {
            Fate::Whole => reply,
            Fate::HeadOnly => reply.cut(NoReply::Unreachable),
            Fate::Nothing => Reply::nothing(NoReply::Unreachable),
        }
    }
}

/// A signed-in connection to a GitLab that responds from the input.
pub(crate) struct Stage {
    pub(crate) clock: SimulatedClock,
    pub(crate) gitlab: SimulatedGitLab,
    pub(crate) connection: Connection<SimulatedGitLab, SimulatedClock>,
}

impl Stage {
    /// One that always sends this response.
    pub(crate) fn always(answer: &Answer) -> Self {
        let reply = answer.reply();
        Self::new(move |_| reply.clone())
    }

    pub(crate) fn new(answer: impl FnMut(&Sent) -> Reply + 'static) -> Self {
        let clock = SimulatedClock::at(Timestamp::from_millis(1_650_000_000_000));
        let gitlab = SimulatedGitLab::new(&clock, answer);
        let connection = Connection::new(url(), token(), gitlab.clone(), clock.clone());
        Self { clock, gitlab, connection }
    }

    /// Runs a request to completion.
    pub(crate) fn run<F: Future>(&self, ask: F) -> F::Output {
        self.clock.run(ask)
    }

    /// Checks that at most `most` requests were sent, and only to this GitLab's API.
    pub(crate) fn check_requests(&self, most: usize) {
        let sent = self.gitlab.sent();
        assert!(sent.len() <= most, "{} requests", sent.len());
        for request in sent {
            let path = request.url.strip_prefix(GITLAB).unwrap_or_default();
            assert!(path.starts_with("/api/v4/"), "sent to {}", request.url);
        }
    }
}

pub(crate) fn url() -> GitLabUrl {
    match GitLabUrl::parse(GITLAB) {
        Ok(url) => url,
        Err(error) => unreadable(&error),
    }
}

pub(crate) fn token() -> AccessToken {
    match AccessToken::from_pasted("glpat-sandbox-owner") {
        Ok(token) => token,
        Err(error) => unreadable(&error),
    }
}

#[expect(clippy::panic, reason = "a constant of this file is wrong")]
fn unreadable(error: &dyn std::fmt::Debug) -> ! {
    panic!("{error:?}")
}
