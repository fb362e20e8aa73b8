//! Requesting agents, and the queues they wait in.

use super::agents::{State, Walk};
use super::{Ability, Place, Sweep, Wanted};
use crate::model::{AgentId, ProjectId};

impl Sweep {
    /// Requests agents of one project. Agents reported before are read again.
    pub fn add(&mut self, project: ProjectId, path: &str, agents: &[AgentId]) {
        let source = self.agents.intern(Place::Project, project, path);
        let mut is_asked = false;
        for &agent in agents {
            let Some(entry) = self.agents.find(agent) else {
                let entry = self.agents.push(agent, source, State::Open);
                is_asked |= self.open(entry);
                continue;
            };
            match self.agents.state(entry) {
                Some(State::Early(number)) => {
                    self.agents.settle(entry, source);
                    if let Some(&mut (facts, at)) = self.agents.early(number) {
                        self.report(entry, facts, at);
                    }
                }
                Some(State::Read | State::Failed) => is_asked |= self.open(entry),
                _ => {}
            }
        }
        if is_asked {
            self.walk(source);
        }
    }

    /// Reserves space for this many more agents, if known in advance.
    pub fn reserve(&mut self, agents: usize) {
        self.agents.reserve(agents);
    }

    /// Announces that a whole group is to be read: if GitLab can list a group's agents, its
    /// projects are read that way. Call it before adding the projects.
    pub fn add_group(&mut self, path: &str) {
        if self.is_rest_only || self.knowledge.by_group == Ability::Lacks {
            return;
        }
        let source = self.agents.intern(Place::Group, ProjectId(0), path);
        self.queue(source);
    }

    /// Sets the agents in view, which are read before all others.
    pub fn want(&mut self, wanted: Vec<Wanted>) {
        self.wanted = wanted;
    }

    /// Reads failed agents again.
    pub fn retry_failed(&mut self) {
        for entry in 0..self.agents.entries.len() as u32 {
            if self.agents.state(entry) == Some(State::Failed) {
                self.open(entry);
                if let Some(source) = self.agents.entries.get(entry as usize).map(|it| it.source) {
                    self.walk(source);
                }
            }
        }
    }

    /// Queues an agent; returns whether pages may contain it.
    pub(super) fn open(&mut self, entry: u32) -> bool {
        if let Some(held) = self.agents.entries.get_mut(entry as usize) {
            held.tries = 0;
        }
        if self.is_rest_only {
            self.queue_for_rest(entry);
            return false;
        }
        self.agents.set(entry, State::Open);
        true
    }

    /// Queues an agent for REST.
    pub(super) fn queue_for_rest(&mut self, entry: u32) {
        self.agents.set(entry, State::Single);
        self.rest_queue.push_back(entry);
    }

    /// Leaves an agent to REST that no query returns. One reported before is read when its turn
    /// comes.
    pub(super) fn leave_to_rest(&mut self, entry: u32) {
        self.agents.note_graphql(entry, false);
        if self.agents.is_renewed(entry) {
            self.agents.set(entry, State::Read);
        } else {
            self.queue_for_rest(entry);
        }
    }

    /// Reads the pages of a project whose agents wait for them.
    pub(super) fn walk(&mut self, number: u32) {
        let is_covered = self.agents.is_covered(number);
        let Some(source) = self.agents.source_mut(number) else { return };
        match source.walk {
            Walk::Idle if is_covered => {}
            Walk::Idle => {
                source.after = None;
                source.pages = 0;
                source.is_stale = false;
                self.queue(number);
            }
            Walk::Queued | Walk::Reading => source.is_stale = source.pages > 0,
            Walk::Closed => self.leave_pages(&[number]),
        }
    }

    /// Reads over REST the agents that still wait for pages of these projects.
    pub(super) fn leave_pages(&mut self, projects: &[u32]) {
        let has_open = |number: &u32| self.agents.source(*number).is_some_and(|it| it.open > 0);
        if !projects.iter().any(has_open) {
            return;
        }
        for entry in 0..self.agents.entries.len() as u32 {
            let Some(held) = self.agents.entries.get(entry as usize) else { break };
            if held.state == State::Open && projects.contains(&held.source) {
                self.leave_to_rest(entry);
            }
        }
    }

    pub(super) fn queue(&mut self, number: u32) {
        if let Some(source) = self.agents.source_mut(number)
            && source.walk == Walk::Idle
        {
            source.walk = Walk::Queued;
            self.pages.push_back(number);
        }
    }
}
