//! Handles replies.

use super::agents::{Source, State, Walk};
use super::{Ability, Job, News, PageEnd, Place, Reply, Sweep, Ticket};
use crate::failure::{Failure, FailureKind};
use crate::model::AgentId;
use crate::model::{Contact, TokenFacts};
use crate::timestamp::Timestamp;

/// How often an agent is read over REST while that fails transiently. Throttled reads do not count.
pub(super) const TRIES: u8 = 3;

/// Consecutive transient failures before GraphQL is given up if it has never worked: a proxy in
/// front of GitLab may block it alone.
const UNTRIED_FAILURES: u32 = 2;

/// Consecutive server errors before GraphQL is given up if it has worked.
const SERVER_FAILURES: u32 = 3;

/// How often queries are halved before GraphQL is given up.
const MAX_BATCH_SHIFT: u32 = 4;

/// More pages than any project or group has.
const MOST_PAGES: u32 = 1_000;

impl Sweep {
    /// Handles the reply to a read at `now`. Ignores replies to reads that are not pending.
    pub fn on(&mut self, ticket: Ticket, reply: Reply, now: Timestamp) {
        self.now = now;
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

    /// Queues the subject of a read again.
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
                self.rest_queue.push_front(entry);
            }
            Job::Token(entry, token) => self.tokens.push_front((entry, token)),
        }
    }

    /// Reports an agent.
    pub(super) fn report(&mut self, entry: u32, facts: TokenFacts, at: Timestamp) {
        let (_, agent) = self.agents.identity(entry);
        self.agents.tried(entry, at);
        self.agents.set(entry, State::Read);
        self.news.push(News::Read { agent, facts, at });
    }

    /// Reports an agent as unreadable, unless it was read before: then the earlier facts hold for a
    /// while.
    pub(super) fn report_failed(&mut self, entry: u32, failure: Failure) {
        self.agents.tried(entry, self.now);
        if self.agents.is_renewed(entry) {
            return self.agents.set(entry, State::Read);
        }
        let (_, agent) = self.agents.identity(entry);
        self.agents.set(entry, State::Failed);
        self.news.push(News::Failed { agent, failure });
    }

    /// Queues an agent again that a query by name did not return. Pages may still contain it, or,
    /// if it is a renewal, another such query.
    fn reopen(&mut self, entry: u32) {
        let is_told = self.agents.has_pages_left(entry) || self.agents.is_renewed(entry);
        if !self.is_rest_only && is_told {
            self.agents.set(entry, State::Open);
        } else {
            self.queue_for_rest(entry);
        }
    }

    fn failed_in_passing(&mut self, job: Job, failure: Failure, is_throttled: bool) {
        match job {
            Job::Named(_) | Job::Pages(_) => {
                let is_server = matches!(failure.kind, FailureKind::Server);
                let most = match self.knowledge.by_project {
                    Ability::Has if is_server => SERVER_FAILURES,
                    // The network is down, and REST would fail alike.
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
                        _ => self.report_failed(entry, failure),
                    }
                    return;
                }
                match job {
                    Job::Token(_, token) => self.tokens.push_back((entry, token)),
                    _ => self.queue_for_rest(entry),
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
                let proven = self.proven(&job, &agents);
                for (agent, facts) in agents {
                    self.apply_facts(&job, agent, facts, &proven, now);
                }
                self.after(job, ends);
            }
            Reply::Unknown if is_group => {
                self.knowledge.by_group = Ability::Lacks;
                self.leave_groups();
            }
            Reply::TooMuch if self.batch_shift < MAX_BATCH_SHIFT => {
                self.batch_shift += 1;
                self.put_back(job);
            }
            Reply::TooMuch if is_group => {
                self.batch_shift = 0;
                self.leave_groups();
            }
            failed => {
                // If it has worked before, something in between is at fault, such as a proxy's
                // login page, and it may work in the next sweep.
                let has_worked = self.knowledge.by_project == Ability::Has;
                if !(has_worked && matches!(failed, Reply::Failed(_))) {
                    self.knowledge.by_project = Ability::Lacks;
                }
                self.put_back(job);
                self.use_rest();
            }
        }
    }

    /// The projects for which the response contains tokens, so that an empty list there means
    /// "none".
    fn proven(&self, job: &Job, agents: &[(AgentId, TokenFacts)]) -> Vec<u32> {
        let mut proven = Vec::new();
        for (agent, facts) in agents {
            if facts.contact.is_known()
                && facts.contact != Contact::NoToken
                && let Some(source) = self.source_in(job, *agent)
                && !proven.contains(&source)
            {
                proven.push(source);
            }
        }
        proven
    }

    /// The project of an agent in a response, if known.
    fn source_in(&self, job: &Job, agent: AgentId) -> Option<u32> {
        let entry = self.agents.find(agent).and_then(|at| self.agents.entries.get(at as usize));
        match (entry, job) {
            (Some(held), _) if !matches!(held.state, State::Early(_)) => Some(held.source),
            (_, Job::Pages(sources)) => match sources.as_slice() {
                &[only] => {
                    let is_project = |it: &&Source| it.place == Place::Project;
                    self.agents.source(only).filter(is_project).map(|_| only)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Takes over the facts of a query about an agent. Incomplete facts are left to REST, and so is
    /// an empty list in a project for which the response contains no token.
    fn apply_facts(
        &mut self,
        job: &Job,
        agent: AgentId,
        facts: TokenFacts,
        proven: &[u32],
        now: Timestamp,
    ) {
        let is_meant = || self.source_in(job, agent).is_some_and(|it| proven.contains(&it));
        let is_known =
            facts.contact.is_known() && (facts.contact != Contact::NoToken || is_meant());
        let Some(entry) = self.agents.find(agent) else {
            // Its list has not been read yet. It is reported as soon as it is requested.
            if let Job::Pages(sources) = job
                && is_known
                && let &[source, ..] = sources.as_slice()
            {
                self.agents.push_early(agent, source, (facts, now));
            }
            return;
        };
        match self.agents.state(entry) {
            Some(State::Open | State::Named) if is_known => {
                self.agents.note_graphql(entry, true);
                self.report(entry, facts, now);
            }
            Some(State::Open | State::Named) => self.leave_to_rest(entry),
            Some(State::Early(number)) if is_known => {
                if let Some(told) = self.agents.early(number) {
                    *told = (facts, now);
                }
            }
            Some(State::Read | State::Single | State::Reading) if is_known => {
                self.agents.note_graphql(entry, true);
            }
            _ => {}
        }
    }

    /// Continues after a query.
    fn after(&mut self, job: Job, ends: Vec<PageEnd>) {
        match job {
            Job::Named(entries) => {
                for entry in entries {
                    if self.agents.state(entry) == Some(State::Named) {
                        self.leave_to_rest(entry);
                    }
                }
            }
            Job::Pages(sources) => {
                let mut ends = ends.into_iter();
                let is_left =
                    |&number: &u32| self.page_read(number, ends.next().unwrap_or(PageEnd::Missing));
                let left: Vec<u32> = sources.into_iter().filter(is_left).collect();
                self.leave_pages(&left);
            }
            Job::Tokens(_) | Job::Token(..) => {}
        }
    }

    /// Continues after a page; returns whether it was the last one of a project.
    fn page_read(&mut self, number: u32, end: PageEnd) -> bool {
        let Some(source) = self.agents.source_mut(number) else { return false };
        if source.walk != Walk::Reading {
            return false;
        }
        source.pages += 1;
        let is_missing = end == PageEnd::Missing;
        if let PageEnd::More(cursor) = end
            && source.after.as_ref() != Some(&cursor)
            && source.pages < MOST_PAGES
        {
            source.after = Some(cursor);
            source.walk = Walk::Queued;
            self.pages.push_back(number);
            return false;
        }
        source.walk = Walk::Idle;
        if source.place == Place::Group {
            if is_missing {
                source.walk = Walk::Closed;
            }
            self.walk_projects();
        } else if source.open > 0 && source.is_stale {
            self.walk(number);
        } else {
            return true;
        }
        false
    }

    fn is_of_group(&self, job: &Job) -> bool {
        let Job::Pages(sources) = job else { return false };
        let source = sources.first().and_then(|&number| self.agents.source(number));
        source.is_some_and(|source| source.place == Place::Group)
    }
}
