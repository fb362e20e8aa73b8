//! Switching between protocols.

use super::agents::{Source, State, Walk};
use super::{Place, Sweep};

impl Sweep {
    /// Gives up GraphQL for this sweep.
    pub(super) fn use_rest(&mut self) {
        self.is_rest_only = true;
        self.pages.clear();
        for source in &mut self.agents.sources {
            source.walk = Walk::Closed;
        }
        for entry in 0..self.agents.entries.len() as u32 {
            if self.agents.state(entry) == Some(State::Open) {
                self.leave_to_rest(entry);
            }
        }
    }

    /// Tries GraphQL again, because the credential has changed.
    pub(super) fn leave_rest(&mut self) {
        self.is_rest_only = false;
        self.query_failures = 0;
        for entry in 0..self.agents.entries.len() as u32 {
            self.agents.note_graphql(entry, true);
        }
        for source in &mut self.agents.sources {
            if source.place == Place::Project && !source.path.is_empty() {
                source.walk = Walk::Idle;
            }
        }
        for entry in std::mem::take(&mut self.rest_queue) {
            if self.agents.state(entry) == Some(State::Single) {
                self.agents.set(entry, State::Open);
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

    /// Stops reading a group in pages.
    fn close(&mut self, number: u32) {
        if let Some(source) = self.agents.source_mut(number) {
            source.walk = Walk::Closed;
        }
        self.walk_projects();
    }

    /// Searches the projects of agents that no group's page contained.
    pub(super) fn walk_projects(&mut self) {
        for number in 0..self.agents.sources.len() as u32 {
            let waits =
                |it: &Source| it.place == Place::Project && it.walk == Walk::Idle && it.open > 0;
            if self.agents.source(number).is_some_and(waits) {
                self.walk(number);
            }
        }
    }
}
