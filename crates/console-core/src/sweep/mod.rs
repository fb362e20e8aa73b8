//! Reads the last contacts of very many agents: which next, by which protocol, how fast.
//!
//! GraphQL returns the tokens of a hundred agents at once; REST takes a list and a read per token
//! for each agent. So GraphQL is tried first, and what it omits or returns incompletely is read
//! over REST. Agents in view go first. Everything else is rate-limited.
//!
//! This is a state machine without I/O: [`Sweep::next`] says what to send, [`Sweep::on`] takes the
//! reply, [`Sweep::take_news`] returns what became known. Each requested agent is reported once,
//! and again for each [`Sweep::renew`]; nothing is reported that GitLab did not say.
//!
//! GraphQL returns an empty list if the token may not read its content. So an empty list means
//! "none" only in a response that contains tokens of another agent of the same project.

mod agents;
mod ask;
mod choose;
mod pace;
mod read;
mod renew;
mod reply;
mod singly;
#[cfg(test)]
mod tests;
mod ways;

pub use pace::{Pace, READS_PER_MINUTE};
pub use read::{
    Ability, Knowledge, NamedAgent, News, Next, PageEnd, PageOf, Place, Progress, Read, Reply,
    Ticket, Wanted, Way,
};

use crate::model::{Row, Token, TokenId};
use crate::timestamp::Timestamp;
use agents::Agents;
use pace::Pacing;
use std::collections::VecDeque;

/// Reads the status of agents.
#[derive(Debug)]
pub struct Sweep {
    agents: Agents,
    wanted: Vec<Wanted>,
    /// Agents being read again because they are in view.
    renewed_in_sight: Vec<u32>,
    /// When agents out of view were last checked for renewal.
    looked_at: Timestamp,
    /// The time of the last call that passed one.
    now: Timestamp,
    knowledge: Knowledge,
    /// Whether this sweep has given up GraphQL.
    is_rest_only: bool,
    /// How often the query size was halved because queries were too complex.
    batch_shift: u32,
    /// Consecutive queries that failed transiently.
    query_failures: u32,
    /// Projects and groups with an unread page.
    pages: VecDeque<u32>,
    /// Agents to read over REST.
    rest_queue: VecDeque<u32>,
    /// Tokens to read individually, because their list was incomplete.
    tokens: VecDeque<(u32, TokenId)>,
    /// The facts so far from the lists of those agents.
    unfinished: Vec<Unfinished>,
    under_way: Vec<(Ticket, Job)>,
    next_ticket: u32,
    pacing: Pacing,
    is_paused: bool,
    news: Vec<News>,
}

/// The subject of a pending read.
#[derive(Debug)]
enum Job {
    Named(Vec<u32>),
    Pages(Vec<u32>),
    Tokens(u32),
    Token(u32, TokenId),
}

/// An agent whose tokens are read one by one.
#[derive(Debug)]
struct Unfinished {
    agent: u32,
    rows: Vec<Row<Token>>,
    /// Tokens still to be read.
    left: u32,
    /// Whether a token has disappeared since.
    is_token_missing: bool,
    /// When the list was read; the facts are at least as recent.
    at: Timestamp,
}

impl Sweep {
    /// A sweep without agents.
    #[must_use]
    pub fn new() -> Self {
        Self {
            agents: Agents::default(),
            wanted: Vec::new(),
            renewed_in_sight: Vec::new(),
            looked_at: Timestamp::from_millis(i64::MIN),
            now: Timestamp::from_millis(i64::MIN),
            knowledge: Knowledge::default(),
            is_rest_only: false,
            batch_shift: 0,
            query_failures: 0,
            pages: VecDeque::new(),
            rest_queue: VecDeque::new(),
            tokens: VecDeque::new(),
            unfinished: Vec::new(),
            under_way: Vec::new(),
            next_ticket: 0,
            pacing: Pacing::new(READS_PER_MINUTE),
            is_paused: false,
            news: Vec::new(),
        }
    }

    /// What is known about GitLab's GraphQL API so far.
    #[must_use]
    pub fn knowledge(&self) -> Knowledge {
        self.knowledge
    }

    /// Starts, or restarts after reads were cancelled; those are queued again.
    pub fn begin(&mut self, knowledge: Knowledge) {
        for (_, job) in std::mem::take(&mut self.under_way) {
            self.put_back(job);
        }
        self.knowledge = knowledge;
        if knowledge.by_group == Ability::Lacks {
            self.leave_groups();
        }
        if knowledge.by_project == Ability::Lacks {
            self.use_rest();
        } else if self.is_rest_only {
            self.leave_rest();
        }
    }

    /// Sets the maximum background reads per minute, at least one.
    pub fn set_per_minute(&mut self, reads: u32) {
        self.pacing.set_per_minute(reads);
    }

    /// Sends nothing while `is_paused`. Pending reads complete.
    pub fn set_paused(&mut self, is_paused: bool) {
        self.is_paused = is_paused;
    }

    /// Whether a pending read is a GraphQL query.
    #[must_use]
    pub fn is_query(&self, ticket: Ticket) -> bool {
        let mut under_way = self.under_way.iter();
        under_way.any(|(held, job)| *held == ticket && matches!(job, Job::Named(_) | Job::Pages(_)))
    }

    /// What became known since the last call.
    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    /// The progress.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (total, read, failed) = self.agents.counts();
        let way = match self.knowledge.by_project {
            _ if self.is_rest_only => Way::Rest,
            Ability::Has => Way::GraphQl,
            Ability::Untried | Ability::Lacks => Way::Undecided,
        };
        Progress { total, read, failed, way, pace: self.pacing.pace() }
    }
}

impl Default for Sweep {
    fn default() -> Self {
        Self::new()
    }
}
