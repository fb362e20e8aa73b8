//! Reads agents again before their facts are too old.
//!
//! Agents in view are requested by name, immediately. All others are read at the background rate:
//! page by page if GraphQL returns them; over REST in the order in which statuses would become
//! unknown. Over REST an agent costs one read for its list and one per token. Once all were read,
//! 300 reads per minute keep the statuses of about 1,000 agents with one token each current; with
//! more agents, as many as the rate allows.

use super::agents::{State, Walk, is_below};
use super::{Place, Sweep};
use crate::model::AgentId;
use crate::status::LastRead;
use crate::timestamp::Timestamp;

/// How often agents out of view are checked for renewal, in milliseconds.
const LOOK_MS: i64 = 10_000;

/// How long an agent is skipped after a read with nothing newer, in milliseconds.
const NO_NEWS_MS: i64 = 240_000;

/// How soon an agent is read again whose status never becomes unknown by time alone, in
/// milliseconds.
const LASTING_MS: i64 = 3_600_000;

/// Returns the last read of an agent in the table.
type Known<'a> = &'a mut dyn FnMut(AgentId) -> Option<LastRead>;

/// How the agents of a project are read again.
#[derive(Clone, Copy)]
enum Renewal {
    /// By the pages of this project or group.
    Pages(u32),
    /// Pages that contain them are pending.
    UnderWay,
    /// One by one.
    Singly,
}

impl Sweep {
    /// Whether agents need renewal as time passes.
    #[must_use]
    pub fn keeps_watch(&self) -> bool {
        !self.is_paused && !self.agents.entries.is_empty()
    }

    /// Queues agents whose renewal is due, given their last read from `known`. An agent is skipped
    /// for some minutes after a read with nothing newer.
    pub fn renew(&mut self, known: Known<'_>, now: Timestamp) {
        self.now = now;
        self.restore_out_of_view();
        if self.is_paused {
            return;
        }
        for at in 0..self.wanted.len() {
            let Some(agent) = self.wanted.get(at).map(|wanted| wanted.agent) else { break };
            if let Some(entry) = self.agents.find(agent)
                && self.due(entry, known, LastRead::is_due_in_sight).is_some()
            {
                if self.is_covered_by_graphql(entry) {
                    self.agents.renew(entry, State::Open);
                } else {
                    self.renew_over_rest(entry);
                }
                self.renewed_in_sight.push(entry);
            }
        }
        if !(0..LOOK_MS).contains(&self.looked_at.age_at(now)) {
            self.looked_at = now;
            self.renew_out_of_sight(known);
        }
    }

    /// Restores agents that left the view before their turn, if no page will contain them.
    fn restore_out_of_view(&mut self) {
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
                Some(by_pages) if sweep.is_covered_by_graphql(entry) => by_pages,
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
        // A page covers all its agents, so none of them should request it again soon after.
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
        // At most what can be sent before the next check: by then others may be more urgent.
        let room = self.pacing.reads_within(LOOK_MS).saturating_sub(self.rest_queue.len());
        singly.sort_unstable();
        for (_, entry) in singly.into_iter().take(room) {
            self.renew_over_rest(entry);
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
                // A project without pages of its own is only covered by REST.
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

    fn renew_over_rest(&mut self, entry: u32) {
        self.agents.renew(entry, State::Single);
        self.rest_queue.push_back(entry);
    }

    fn is_covered_by_graphql(&self, entry: u32) -> bool {
        let held = self.agents.entries.get(entry as usize);
        !self.is_rest_only && held.is_some_and(|held| held.is_in_graphql)
    }

    /// The last read of an agent, if its renewal is due.
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
            read.at < held.tried_at && (0..NO_NEWS_MS).contains(&held.tried_at.age_at(self.now));
        (is_due(read, self.now) && !is_fruitless).then_some(read)
    }
}
