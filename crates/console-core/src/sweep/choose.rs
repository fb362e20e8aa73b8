//! Chooses the next read.

use super::agents::{State, Walk};
use super::{Ability, Job, NamedAgent, Next, PageOf, Place, Read, Sweep, Ticket};
use crate::names::AGENT_NAME_MAX;
use crate::timestamp::Timestamp;

/// The number of concurrent reads: what the connection's budget leaves for background work.
const AT_ONCE: usize = 4;

/// Agents per query by name. Each has a complexity of ten, and GitLab allows 250.
const NAMED: u32 = 20;

/// Pages per query. Each has a complexity of 27.
const PAGES: u32 = 8;

/// Rows per page: GitLab's maximum.
const ROWS: u32 = 100;

impl Sweep {
    /// What to send at `now`. Call it until it returns something other than [`Next::Send`].
    pub fn next(&mut self, now: Timestamp) -> Next {
        if self.is_paused || self.under_way.len() >= AT_ONCE {
            return Next::Rest;
        }
        let slow = self.pacing.slow_wait(now);
        // The first query decides how all others are read, so wait for it.
        if !self.under_way.is_empty() && (slow.is_some() || self.is_deciding()) {
            return Next::Rest;
        }
        let slow = slow.unwrap_or(0);
        let wait = slow.max(self.pacing.wait_in_sight(now));
        if let Some(job) = self.in_view_job(wait == 0) {
            return match wait {
                0 => self.send(job, true, now),
                wait => waiting(wait),
            };
        }
        if !self.has_background() {
            return Next::Rest;
        }
        let wait = slow.max(self.pacing.wait(now));
        if wait > 0 {
            return waiting(wait);
        }
        match self.background_job() {
            Some(job) => self.send(job, false, now),
            None => Next::Rest,
        }
    }

    fn is_deciding(&self) -> bool {
        !self.is_rest_only && self.knowledge.by_project == Ability::Untried
    }

    /// A read for agents in view. Excludes names longer than GitLab allows, which could make the
    /// query too large and so fail for all; pages contain such agents as well. Removed from its
    /// queue only if `take`.
    fn in_view_job(&mut self, take: bool) -> Option<Job> {
        let mut named = Vec::new();
        let mut single = None;
        for wanted in &self.wanted {
            let Some(entry) = self.agents.find(wanted.agent) else { continue };
            match self.agents.state(entry) {
                Some(State::Open)
                    if wanted.name.len() <= AGENT_NAME_MAX && named.len() < self.share(NAMED) =>
                {
                    named.push(entry);
                }
                Some(State::Single) => single = single.or(Some(Job::Tokens(entry))),
                Some(State::Reading) => {
                    let token = self.tokens.iter().find(|(agent, _)| *agent == entry);
                    single = single.or(token.map(|&(agent, token)| Job::Token(agent, token)));
                }
                _ => {}
            }
        }
        let job = if named.is_empty() { single? } else { Job::Named(named) };
        if take && let Job::Token(agent, token) = &job {
            self.tokens.retain(|waiting| waiting != &(*agent, *token));
        }
        Some(job)
    }

    /// Whether background reads remain. Also drops queue entries that were already read out of
    /// turn.
    fn has_background(&mut self) -> bool {
        while let Some(&entry) = self.rest_queue.front()
            && self.agents.state(entry) != Some(State::Single)
        {
            self.rest_queue.pop_front();
        }
        self.clear_pages();
        !(self.tokens.is_empty() && self.pages.is_empty() && self.rest_queue.is_empty())
    }

    fn background_job(&mut self) -> Option<Job> {
        if let Some((agent, token)) = self.tokens.pop_front() {
            return Some(Job::Token(agent, token));
        }
        if !self.pages.is_empty() {
            return Some(Job::Pages(self.next_pages()));
        }
        self.rest_queue.pop_front().map(Job::Tokens)
    }

    /// Pages for one query. A group's page goes alone: a GitLab that cannot list a group's agents
    /// would reject the whole query.
    fn next_pages(&mut self) -> Vec<u32> {
        let most = self.share(PAGES);
        let mut taken: Vec<u32> = Vec::new();
        while taken.len() < most {
            self.clear_pages();
            let Some(&number) = self.pages.front() else { break };
            let is_group = self.agents.source(number).is_some_and(|it| it.place == Place::Group);
            if is_group && !taken.is_empty() {
                break;
            }
            self.pages.pop_front();
            taken.push(number);
            if is_group {
                break;
            }
        }
        taken
    }

    /// Drops projects without any page read whose agents no longer wait for one. Pages of others
    /// may contain agents before their list does.
    fn clear_pages(&mut self) {
        while let Some(&number) = self.pages.front()
            && let Some(source) = self.agents.source_mut(number)
            && (source.place, source.pages, source.open) == (Place::Project, 0, 0)
        {
            source.walk = Walk::Idle;
            self.pages.pop_front();
        }
    }

    /// `most`, halved for each query that was too complex, and at least one.
    fn share(&self, most: u32) -> usize {
        (most >> self.batch_shift).max(1) as usize
    }

    fn send(&mut self, job: Job, is_wanted: bool, now: Timestamp) -> Next {
        let read = self.read(&job);
        let ticket = Ticket(self.next_ticket);
        self.next_ticket = self.next_ticket.wrapping_add(1);
        self.under_way.push((ticket, job));
        self.pacing.sent(now);
        Next::Send { ticket, read, is_wanted }
    }

    /// The read for a job. Marks its agents and pages as pending.
    fn read(&mut self, job: &Job) -> Read {
        match job {
            Job::Named(entries) => Read::Named(self.named(entries)),
            Job::Pages(sources) => Read::Pages {
                pages: sources.iter().filter_map(|&source| self.page_of(source)).collect(),
                size: (ROWS >> self.batch_shift).max(1),
            },
            Job::Tokens(entry) => {
                self.agents.set(*entry, State::Reading);
                let (project, agent) = self.agents.identity(*entry);
                Read::Tokens { project, agent }
            }
            Job::Token(entry, token) => {
                let (project, agent) = self.agents.identity(*entry);
                Read::Token { project, agent, token: *token }
            }
        }
    }

    fn named(&mut self, entries: &[u32]) -> Vec<NamedAgent> {
        let mut named = Vec::with_capacity(entries.len());
        for &entry in entries {
            self.agents.set(entry, State::Named);
            let (_, agent) = self.agents.identity(entry);
            let wanted = self.wanted.iter().find(|wanted| wanted.agent == agent);
            named.push(NamedAgent {
                project: self.agents.path_of(entry).to_owned(),
                name: wanted.map(|wanted| wanted.name.clone()).unwrap_or_default(),
            });
        }
        named
    }

    fn page_of(&mut self, number: u32) -> Option<PageOf> {
        let source = self.agents.source_mut(number)?;
        source.walk = Walk::Reading;
        let (path, after) = (source.path.clone(), source.after.clone());
        Some(PageOf { place: source.place, path, after })
    }
}

fn waiting(millis: i64) -> Next {
    Next::Wait(u32::try_from(millis).unwrap_or(u32::MAX))
}
