//! The agents, one vector for each of their fields.

use super::facts::TokenFacts;
use super::texts::Texts;
use crate::status::ConnectionStatus;
use crate::timestamp::Timestamp;

/// The creator of an agent whose creator's account is deleted.
pub(super) const DELETED: u32 = u32::MAX;
/// The creator of an agent of whose creator GitLab says nothing.
pub(super) const UNSTATED: u32 = u32::MAX - 1;

/// The fields of all agents. Every vector is as long as the others.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) names: Texts,
    pub(super) ids: Vec<u64>,
    /// Numbers in `Projects`.
    pub(super) projects: Vec<u32>,
    /// Numbers in `People`, or [`DELETED`] or [`UNSTATED`].
    pub(super) creators: Vec<u32>,
    pub(super) created: Vec<Option<Timestamp>>,
    pub(super) receptive: Vec<Option<bool>>,
    /// The read of its project that gave the agent.
    pub(super) reads: Vec<u32>,
    pub(super) tokens: Vec<Option<TokenRead>>,
}

/// What an agent's tokens told, and when they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TokenRead {
    pub(super) facts: TokenFacts,
    pub(super) at: Timestamp,
}

impl TokenRead {
    /// The status that this tells of an agent `now`.
    pub(super) fn status(self, now: Timestamp) -> ConnectionStatus {
        ConnectionStatus::of(self.facts.contact, self.at, now)
    }
}

/// The fields of one agent but its name and tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) id: u64,
    pub(super) project: u32,
    pub(super) creator: u32,
    pub(super) created: Option<Timestamp>,
    pub(super) receptive: Option<bool>,
    pub(super) read: u32,
}

impl Columns {
    /// How many agents there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Adds an agent whose tokens were not read.
    pub(super) fn push(&mut self, name: &str, fields: Fields) {
        self.names.push(name);
        self.ids.push(fields.id);
        self.projects.push(fields.project);
        self.creators.push(fields.creator);
        self.created.push(fields.created);
        self.receptive.push(fields.receptive);
        self.reads.push(fields.read);
        self.tokens.push(None);
    }

    /// Makes room for so many agents more.
    pub(super) fn reserve(&mut self, agents: usize) {
        self.names.reserve(agents);
        self.ids.reserve(agents);
        self.projects.reserve(agents);
        self.creators.reserve(agents);
        self.created.reserve(agents);
        self.receptive.reserve(agents);
        self.reads.reserve(agents);
        self.tokens.reserve(agents);
    }

    /// Takes over what changed of an agent, and tells whether a row looks or sorts otherwise now.
    /// What its tokens told stays.
    pub(super) fn update(&mut self, row: u32, name: &str, fields: Fields) -> bool {
        let at = row as usize;
        replace(&mut self.reads, at, fields.read);
        let name = self.names.set(row, name);
        let project = replace(&mut self.projects, at, fields.project);
        let creator = replace(&mut self.creators, at, fields.creator);
        let created = replace(&mut self.created, at, fields.created);
        let receptive = replace(&mut self.receptive, at, fields.receptive);
        name | project | creator | created | receptive
    }

    /// Keeps the rows `kept`, in that order.
    pub(super) fn keep(&mut self, kept: &[u32]) {
        self.names.keep(kept);
        gather(&mut self.ids, kept);
        gather(&mut self.projects, kept);
        gather(&mut self.creators, kept);
        gather(&mut self.created, kept);
        gather(&mut self.receptive, kept);
        gather(&mut self.reads, kept);
        gather(&mut self.tokens, kept);
    }
}

fn replace<T: PartialEq>(column: &mut [T], at: usize, value: T) -> bool {
    match column.get_mut(at) {
        Some(held) if *held != value => {
            *held = value;
            true
        }
        _ => false,
    }
}

fn gather<T: Copy>(column: &mut Vec<T>, kept: &[u32]) {
    *column = kept.iter().filter_map(|&row| column.get(row as usize).copied()).collect();
}
