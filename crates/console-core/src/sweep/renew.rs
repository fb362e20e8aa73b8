//! Reading again what was read, before it is too old to be true.
//!
//! What is in sight is asked for by name, at once. Everything else is read at the held rate: page by page where
//! GraphQL tells it, and over REST those first whose status would be unknown first. Over REST an agent costs a read
//! for its list and one for each of its tokens: once all were read, 300 reads a minute keep the statuses of about 1,000
//! agents with one token each, and of more than that as many as the rate allows.

use super::agents::{State, Walk, is_below};
use super::{Place, Sweep};
use crate::model::AgentId;
use crate::status::LastRead;
use crate::timestamp::Timestamp;

/// How often it is looked what is to be read again out of sight, in milliseconds.
const LOOK_MS: i64 = 10_000;

/// How long an agent is left alone of which a read told nothing newer, in milliseconds.
const FRUITLESS_MS: i64 = 240_000;

/// By when an agent is read again whose status time alone never makes unknown, in milliseconds.
const LASTING_MS: i64 = 3_600_000;

/// What was last read of an agent that is in the table.
type Known<'a> = &'a mut dyn FnMut(AgentId) -> Option<LastRead>;

/// How the agents of a project are read again.
#[derive(Clone, Copy)]
enum Renewal {
    /// By the pages of this project or group.
    Pages(u32),
    /// Pages that tell of them are being read.
    UnderWay,
    /// One by one.
    Singly,
}

impl Sweep {
    /// Whether agents are to be looked after as time passes.
    #[must_use]
    pub fn keeps_watch(&self) -> bool {
        !self.is_paused && !self.agents.entries.is_empty()
    }

    /// Puts agents back in line for which it is time, by what `known` says was last read of them. One of which a
    /// read tells nothing newer is left alone for some minutes.
    pub fn renew(&mut self, known: Known<'_>, now: Timestamp) {
        self.now = now;
        self.leave_unseen();
        if self.is_paused {
            return;
        }
        for at in 0..self.wanted.len() {
            let Some(agent) = self.wanted.get(at).map(|wanted| wanted.agent) else { break };
            if let Some(entry) = self.agents.find(agent)
                && self.due(entry, known, LastRead::is_due_in_sight).is_some()
            {
                if self.is_told_by_graphql(entry) {
                    self.agents.renew(entry, State::Open);
                } else {
                    self.renew_singly(entry);
                }
                self.renewed_in_sight.push(entry);
            }
        }
        if !(0..LOOK_MS).contains(&self.looked_at.age_at(now)) {
            self.looked_at = now;
            self.renew_out_of_sight(known);
        }
    }

    /// Agents that left sight before their turn are as they were, where no page will come to them.
    fn leave_unseen(&mut self) {
        for entry in std::mem::take(&mut self.renewed_in_sight) {
            if !self.agents.is_renewed(entry) {
                continue;
            }
            let (_, agent) = self.agents.identity(entry);
            let is_left = self.agents.state(entry) == Some(State::Open)
                && self.wanted.iter().all(|wanted| wanted.agent != agent)
                && !self.agents.has_pages_left(entry);
            if is_left {
                self.agents.set(entry, State::Read);
            } else {
                self.renewed_in_sight.push(entry);
            }
        }
    }

    fn renew_out_of_sight(&mut self, known: Known<'_>) {
        let plan = self.plan();
        let planned = |sweep: &Self, entry: u32| {
            let source = sweep.agents.entries.get(entry as usize).map(|held| held.source);
            let planned = source.and_then(|source| plan.get(source as usize)).copied();
            match planned {
                Some(by_pages) if sweep.is_told_by_graphql(entry) => by_pages,
                _ => Renewal::Singly,
            }
        };
        let in_sight: Vec<_> =
            self.wanted.iter().filter_map(|wanted| self.agents.find(wanted.agent)).collect();
        let out_of_sight = |entry: &u32| !in_sight.contains(entry);
        let entries = 0..self.agents.entries.len() as u32;
        let mut walks: Vec<u32> = Vec::new();
        let mut singly: Vec<(Timestamp, u32)> = Vec::new();
        for entry in entries.clone().filter(out_of_sight) {
            let Some(read) = self.due(entry, known, LastRead::is_due_out_of_sight) else {
                continue;
            };
            match planned(self, entry) {
                Renewal::Pages(walk) if walks.contains(&walk) => {}
                Renewal::Pages(walk) => walks.push(walk),
                Renewal::UnderWay => {}
                Renewal::Singly => {
                    let lasts = read.fades_at().unwrap_or(read.at.plus(LASTING_MS));
                    singly.push((lasts, entry));
                }
            }
        }
        // A page tells of all its agents at once, so that none of them asks for it soon after.
        for entry in entries.filter(out_of_sight) {
            let is_paged =
                matches!(planned(self, entry), Renewal::Pages(walk) if walks.contains(&walk));
            if is_paged && self.agents.state(entry) == Some(State::Read) {
                self.agents.renew(entry, State::Open);
            }
        }
        for walk in walks {
            self.walk_again(walk);
        }
        // Not more than go out before it is looked again: by then others may be more urgent.
        let room = self.pacing.reads_within(LOOK_MS).saturating_sub(self.singly.len());
        singly.sort_unstable();
        for (_, entry) in singly.into_iter().take(room) {
            self.renew_singly(entry);
        }
    }

    /// How the agents of each source are read again.
    fn plan(&self) -> Vec<Renewal> {
        let sources = (0..).zip(&self.agents.sources);
        let groups: Vec<_> = sources
            .clone()
            .filter(|(_, it)| it.place == Place::Group && it.walk != Walk::Closed)
            .collect();
        let by_walk = |number, walk| match walk {
            _ if self.is_rest_only => Renewal::Singly,
            Walk::Idle => Renewal::Pages(number),
            Walk::Queued | Walk::Reading => Renewal::UnderWay,
            Walk::Closed => Renewal::Singly,
        };
        let of_source = |(number, source): (u32, &super::agents::Source)| {
            let group = groups.iter().find(|(_, group)| is_below(&source.path, &group.path));
            match group {
                // A project without its own pages is told of by REST alone.
                Some(&(group, held)) if source.walk == Walk::Idle => by_walk(group, held.walk),
                _ => by_walk(number, source.walk),
            }
        };
        sources.map(of_source).collect()
    }

    fn walk_again(&mut self, number: u32) {
        let Some(source) = self.agents.source_mut(number) else { return };
        source.after = None;
        source.pages = 0;
        source.is_stale = false;
        self.queue(number);
    }

    fn renew_singly(&mut self, entry: u32) {
        self.agents.renew(entry, State::Single);
        self.singly.push_back(entry);
    }

    fn is_told_by_graphql(&self, entry: u32) -> bool {
        let held = self.agents.entries.get(entry as usize);
        !self.is_rest_only && held.is_some_and(|held| held.is_in_graphql)
    }

    /// What was last read of an agent, where it is time to read it again.
    fn due(
        &self,
        entry: u32,
        known: Known<'_>,
        is_due: fn(LastRead, Timestamp) -> bool,
    ) -> Option<LastRead> {
        let held = self.agents.entries.get(entry as usize)?;
        if held.state != State::Read {
            return None;
        }
        let read = known(held.agent)?;
        let is_fruitless =
            read.at < held.tried_at && (0..FRUITLESS_MS).contains(&held.tried_at.age_at(self.now));
        (is_due(read, self.now) && !is_fruitless).then_some(read)
    }
}
