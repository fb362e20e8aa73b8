//! Reading the last contact of very many agents: which next, by which way, how fast.
//!
//! GraphQL tells the tokens of a hundred agents at once; REST takes a list and a read per token for
//! each of them. So GraphQL is tried first, and what it does not tell, or does not tell completely,
//! is read over REST. Agents in sight go first. Everything else is paced.
//!
//! This is a state machine without I/O: [`Sweep::next`] says what to send, [`Sweep::on`] takes what
//! came of it, [`Sweep::take_news`] gives what became known. Every agent that was asked for is told
//! of once, and again for each [`Sweep::renew`]; nothing is told that GitLab did not say.
//!
//! GraphQL answers an empty list where a token may not read what is in it, so that an empty list says
//! "none" only in an answer that tells the tokens of another agent of the same project.

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

/// Reads the status of agents, as data.
#[derive(Debug)]
pub struct Sweep {
    agents: Agents,
    wanted: Vec<Wanted>,
    /// Those that are being read again because they are in sight.
    renewed_in_sight: Vec<u32>,
    /// When it was last looked what is to be read again out of sight.
    looked_at: Timestamp,
    /// The time of the last call that named one.
    now: Timestamp,
    knowledge: Knowledge,
    /// Whether GraphQL is used no more in this sweep.
    is_rest_only: bool,
    /// How often queries were halved for being too much.
    halved: u32,
    /// Queries in a row that failed in passing.
    query_failures: u32,
    /// Projects and groups with a page still to read.
    pages: VecDeque<u32>,
    /// Agents to be read over REST.
    singly: VecDeque<u32>,
    /// Tokens to be read singly, which their lists left incomplete.
    tokens: VecDeque<(u32, TokenId)>,
    /// What the lists of those agents told so far.
    unfinished: Vec<Unfinished>,
    under_way: Vec<(Ticket, Job)>,
    next_ticket: u32,
    pacing: Pacing,
    is_paused: bool,
    news: Vec<News>,
}

/// What a read that is under way is about.
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
    /// Whether some are gone since.
    is_thinned: bool,
    /// When the list was read: the facts are no younger than that.
    at: Timestamp,
}

impl Sweep {
    /// A sweep over no agents yet.
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
            halved: 0,
            query_failures: 0,
            pages: VecDeque::new(),
            singly: VecDeque::new(),
            tokens: VecDeque::new(),
            unfinished: Vec::new(),
            under_way: Vec::new(),
            next_ticket: 0,
            pacing: Pacing::new(READS_PER_MINUTE),
            is_paused: false,
            news: Vec::new(),
        }
    }

    /// What is known of the GitLab's GraphQL by now.
    #[must_use]
    pub fn knowledge(&self) -> Knowledge {
        self.knowledge
    }

    /// Begins, or begins again after reads were called off. Those go back in line.
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

    /// Sets the most reads a minute in the background, at least one.
    pub fn set_per_minute(&mut self, reads: u32) {
        self.pacing.set_per_minute(reads);
    }

    /// Sends nothing while `is_paused`. What is under way comes to its end.
    pub fn set_paused(&mut self, is_paused: bool) {
        self.is_paused = is_paused;
    }

    /// Whether a read that is under way is a query.
    #[must_use]
    pub fn is_query(&self, ticket: Ticket) -> bool {
        let mut under_way = self.under_way.iter();
        under_way.any(|(held, job)| *held == ticket && matches!(job, Job::Named(_) | Job::Pages(_)))
    }

    /// What became known since the last call.
    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    /// How far it is.
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
