//! What comes of reads.

use super::agents::{State, Walk};
use super::{Ability, Job, News, PageEnd, Place, Reply, Sweep, Ticket, Unfinished};
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, LastUsed, Row, Token, TokenId};
use crate::table::TokenFacts;
use crate::timestamp::Timestamp;

/// How often an agent is read over REST while that fails in passing. A throttled read is none.
const TRIES: u8 = 3;

/// Queries in a row that fail in passing before GraphQL is given up: where it never worked, because
/// what stands in front of a GitLab may block it alone, and where it did.
const UNTRIED_FAILURES: u32 = 2;
const SERVER_FAILURES: u32 = 3;

/// How often queries are halved before GraphQL is given up.
const MOST_HALVED: u32 = 4;

/// More pages than any project or group has.
const MOST_PAGES: u32 = 1_000;

impl Sweep {
    /// Takes what came of a read at the time `now`. One that is not under way is ignored.
    pub fn on(&mut self, ticket: Ticket, reply: Reply, now: Timestamp) {
        let Some(at) = self.under_way.iter().position(|(held, _)| *held == ticket) else { return };
        let (_, job) = self.under_way.swap_remove(at);
        match reply {
            Reply::Failed(failure) if failure.is_passing() => {
                let is_throttled = matches!(failure.kind, FailureKind::Throttled { .. });
                self.pacing.failed(ticket, is_throttled, self.next_ticket, now);
                self.failed_in_passing(job, failure, is_throttled);
            }
            reply => {
                self.pacing.answered(ticket);
                match job {
                    Job::Named(_) | Job::Pages(_) => self.on_query(job, reply, now),
                    Job::Tokens(entry) => self.on_tokens(entry, reply, now),
                    Job::Token(entry, token) => self.on_token(entry, token, reply),
                }
            }
        }
    }

    /// Puts what a read was about back in line.
    pub(super) fn put_back(&mut self, job: Job) {
        match job {
            Job::Named(entries) => {
                for entry in entries {
                    if self.agents.state(entry) == Some(State::Named) {
                        self.reopen(entry);
                    }
                }
            }
            Job::Pages(sources) => {
                for &number in sources.iter().rev() {
                    if let Some(source) = self.agents.source_mut(number)
                        && source.walk == Walk::Reading
                    {
                        source.walk = Walk::Queued;
                        self.pages.push_front(number);
                    }
                }
            }
            Job::Tokens(entry) => {
                self.agents.set(entry, State::Single);
                self.singly.push_front(entry);
            }
            Job::Token(entry, token) => self.tokens.push_front((entry, token)),
        }
    }

    /// Gives GraphQL up for this sweep.
    pub(super) fn use_rest(&mut self) {
        self.is_rest_only = true;
        self.pages.clear();
        for source in &mut self.agents.sources {
            source.walk = Walk::Closed;
        }
        for entry in 0..self.agents.entries.len() as u32 {
            if self.agents.state(entry) == Some(State::Open) {
                self.read_singly(entry);
            }
        }
    }

    /// Tries GraphQL again: the credential is another.
    pub(super) fn leave_rest(&mut self) {
        self.is_rest_only = false;
        self.query_failures = 0;
        for source in &mut self.agents.sources {
            if source.place == Place::Project && !source.path.is_empty() {
                source.walk = Walk::Idle;
            }
        }
        for entry in std::mem::take(&mut self.singly) {
            if self.agents.state(entry) == Some(State::Single) {
                self.reopen(entry);
            }
        }
        for number in 0..self.agents.sources.len() as u32 {
            if self.agents.source(number).is_some_and(|source| source.open > 0) {
                self.walk(number);
            }
        }
    }

    /// Reads the projects of groups one by one.
    pub(super) fn leave_groups(&mut self) {
        for number in 0..self.agents.sources.len() as u32 {
            if self.agents.source(number).is_some_and(|it| it.place == Place::Group) {
                self.pages.retain(|&queued| queued != number);
                self.close(number);
            }
        }
    }

    /// Tells of an agent.
    pub(super) fn tell(&mut self, entry: u32, facts: TokenFacts, at: Timestamp) {
        let (_, agent) = self.agents.identity(entry);
        self.agents.set(entry, State::Read);
        self.news.push(News::Read { agent, facts, at });
    }

    fn tell_failed(&mut self, entry: u32, failure: Failure) {
        let (_, agent) = self.agents.identity(entry);
        self.agents.set(entry, State::Failed);
        self.news.push(News::Failed { agent, failure });
    }

    fn reopen(&mut self, entry: u32) {
        let is_closed = self.agents.is_closed(entry);
        if self.is_rest_only || is_closed {
            self.read_singly(entry);
        } else {
            self.agents.set(entry, State::Open);
        }
    }

    fn failed_in_passing(&mut self, job: Job, failure: Failure, is_throttled: bool) {
        match job {
            Job::Named(_) | Job::Pages(_) => {
                let is_server = matches!(failure.kind, FailureKind::Server);
                let most = match self.knowledge.by_project {
                    Ability::Has if is_server => SERVER_FAILURES,
                    // The network is away, and will be the same for REST.
                    Ability::Has => u32::MAX,
                    Ability::Untried | Ability::Lacks => UNTRIED_FAILURES,
                };
                self.put_back(job);
                if !is_throttled {
                    self.query_failures += 1;
                    if self.query_failures >= most {
                        self.use_rest();
                    }
                }
            }
            Job::Tokens(entry) | Job::Token(entry, _) if !is_throttled => {
                if !self.agents.may_try_again(entry, TRIES) {
                    match job {
                        Job::Token(_, token) => self.finish_token(entry, token, None),
                        _ => self.tell_failed(entry, failure),
                    }
                    return;
                }
                match job {
                    Job::Token(_, token) => self.tokens.push_back((entry, token)),
                    _ => self.read_singly(entry),
                }
            }
            job => self.put_back(job),
        }
    }

    fn on_query(&mut self, job: Job, reply: Reply, now: Timestamp) {
        self.query_failures = 0;
        let is_group = self.is_of_group(&job);
        match reply {
            Reply::Told { agents, ends } => {
                self.knowledge.by_project = Ability::Has;
                if is_group {
                    self.knowledge.by_group = Ability::Has;
                }
                for (agent, facts) in agents {
                    self.learn(&job, agent, facts, now);
                }
                self.after(job, ends);
            }
            Reply::Unknown if is_group => {
                self.knowledge.by_group = Ability::Lacks;
                self.leave_groups();
            }
            Reply::TooMuch if self.halved < MOST_HALVED => {
                self.halved += 1;
                self.put_back(job);
            }
            Reply::TooMuch if is_group => {
                self.halved = 0;
                self.leave_groups();
            }
            _ => {
                self.knowledge.by_project = Ability::Lacks;
                self.put_back(job);
                self.use_rest();
            }
        }
    }

    /// Takes what a query tells of an agent. What is not complete is left to REST.
    fn learn(&mut self, job: &Job, agent: AgentId, facts: TokenFacts, now: Timestamp) {
        let is_known = facts.contact.is_known();
        let Some(entry) = self.agents.find(agent) else {
            // Its list has not come yet. It is told of as soon as somebody asks for it.
            if let Job::Pages(sources) = job
                && is_known
                && let &[source, ..] = sources.as_slice()
            {
                self.agents.push(agent, source, State::Early(facts, now));
            }
            return;
        };
        match self.agents.state(entry) {
            Some(State::Open | State::Named) if is_known => self.tell(entry, facts, now),
            Some(State::Open | State::Named) => self.read_singly(entry),
            Some(State::Early(..)) if is_known => {
                self.agents.set(entry, State::Early(facts, now));
            }
            _ => {}
        }
    }

    /// Goes on behind a query.
    fn after(&mut self, job: Job, ends: Vec<PageEnd>) {
        match job {
            Job::Named(entries) => {
                for entry in entries {
                    if self.agents.state(entry) == Some(State::Named) {
                        self.read_singly(entry);
                    }
                }
            }
            Job::Pages(sources) => {
                let mut ends = ends.into_iter();
                for number in sources {
                    self.page_read(number, ends.next().unwrap_or(PageEnd::Missing));
                }
            }
            Job::Tokens(_) | Job::Token(..) => {}
        }
    }

    fn page_read(&mut self, number: u32, end: PageEnd) {
        let Some(source) = self.agents.source_mut(number) else { return };
        if source.walk != Walk::Reading {
            return;
        }
        source.pages += 1;
        if let PageEnd::More(cursor) = end
            && source.after.as_ref() != Some(&cursor)
            && source.pages < MOST_PAGES
        {
            source.after = Some(cursor);
            source.walk = Walk::Queued;
            self.pages.push_back(number);
            return;
        }
        source.walk = Walk::Idle;
        if source.place == Place::Group {
            self.close(number);
        } else if source.open > 0 && source.is_stale {
            self.walk(number);
        } else {
            self.leave_pages(number);
        }
    }

    /// Ends a group. Agents it did not tell of are looked for in their projects.
    fn close(&mut self, number: u32) {
        if let Some(source) = self.agents.source_mut(number) {
            source.walk = Walk::Closed;
        }
        for number in 0..self.agents.sources.len() as u32 {
            let waits = |it: &super::agents::Source| {
                it.place == Place::Project && it.walk == Walk::Idle && it.open > 0
            };
            if self.agents.source(number).is_some_and(waits) {
                self.walk(number);
            }
        }
    }

    fn is_of_group(&self, job: &Job) -> bool {
        let Job::Pages(sources) = job else { return false };
        let source = sources.first().and_then(|&number| self.agents.source(number));
        source.is_some_and(|source| source.place == Place::Group)
    }

    fn on_tokens(&mut self, entry: u32, reply: Reply, now: Timestamp) {
        let rows = match reply {
            Reply::Tokens(rows) => rows,
            Reply::Failed(failure) => return self.tell_failed(entry, failure),
            // No other reply belongs to a list.
            _ => return self.read_singly(entry),
        };
        let before = self.tokens.len();
        for row in &rows {
            if let Row::Read(token) = row
                && token.last_used == LastUsed::Unknown
            {
                self.tokens.push_back((entry, token.id));
            }
        }
        let left = (self.tokens.len() - before) as u32;
        self.unfinished.push(Unfinished { agent: entry, rows, left, is_thinned: false, at: now });
        self.finish(entry);
    }

    fn on_token(&mut self, entry: u32, token: TokenId, reply: Reply) {
        match reply {
            Reply::Token(read) => self.finish_token(entry, token, Some(Some(read))),
            // It was revoked meanwhile.
            Reply::Failed(failure) if failure.kind == FailureKind::NotFound => {
                self.finish_token(entry, token, Some(None));
            }
            _ => self.finish_token(entry, token, None),
        }
    }

    /// Takes a token that was read: `Some(None)` where it is gone, `None` where it is not known.
    fn finish_token(&mut self, entry: u32, token: TokenId, read: Option<Option<Token>>) {
        let Some(unfinished) = self.unfinished.iter_mut().find(|it| it.agent == entry) else {
            return;
        };
        unfinished.left = unfinished.left.saturating_sub(1);
        let is_it = |row: &Row<Token>| matches!(row, Row::Read(held) if held.id == token);
        match read {
            Some(Some(read)) => {
                if let Some(row) = unfinished.rows.iter_mut().find(|row| is_it(row)) {
                    *row = Row::Read(read);
                }
            }
            Some(None) => {
                unfinished.rows.retain(|row| !is_it(row));
                unfinished.is_thinned = true;
            }
            None => {}
        }
        self.finish(entry);
    }

    /// A token of the list is gone. It was revoked, or the agent itself is gone: another list tells
    /// the one from the other.
    fn vanished(&mut self, entry: u32) {
        if self.agents.may_try_again(entry, TRIES) {
            self.read_singly(entry);
        } else {
            self.tell_failed(entry, Failure::without_answer(FailureKind::NotFound));
        }
    }

    /// Tells of an agent whose tokens are all read.
    fn finish(&mut self, entry: u32) {
        let is_done = |it: &Unfinished| it.agent == entry && it.left == 0;
        if let Some(at) = self.unfinished.iter().position(is_done) {
            let done = self.unfinished.swap_remove(at);
            if done.is_thinned {
                self.vanished(entry);
            } else {
                self.tell(entry, TokenFacts::of(&done.rows), done.at);
            }
        }
    }
}
