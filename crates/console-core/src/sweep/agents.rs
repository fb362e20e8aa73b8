//! The agents to read, and the projects and groups to read them from.

use super::Place;
use crate::id_map::IdMap;
use crate::model::TokenFacts;
use crate::model::{AgentId, ProjectId};
use crate::timestamp::Timestamp;

/// All agents that were requested or appeared on a page.
#[derive(Debug, Default)]
pub(super) struct Agents {
    pub(super) entries: Vec<Entry>,
    pub(super) sources: Vec<Source>,
    /// Facts from pages about agents not requested yet. There are few; in [`State`] they would
    /// enlarge every agent.
    early: Vec<(TokenFacts, Timestamp)>,
    index: IdMap,
    asked: u32,
    read: u32,
    /// The agents being read again. Their earlier facts count until then.
    renewed: u32,
    failed: u32,
}

/// One agent.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) agent: AgentId,
    /// The index of its project in [`Agents::sources`].
    pub(super) source: u32,
    pub(super) state: State,
    /// How many of its REST reads failed transiently.
    pub(super) tries: u8,
    /// Whether it was reported before and is being read again.
    pub(super) is_renewed: bool,
    /// Whether GraphQL returns complete facts for it, as far as known.
    pub(super) is_in_graphql: bool,
    /// The time of its last read or failure.
    pub(super) tried_at: Timestamp,
}

/// The state of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not requested yet, but on a page; the facts are at this index of `Agents::early`.
    Early(u32),
    /// Waiting for a page or a query.
    Open,
    /// A query for it by name is pending.
    Named,
    /// To be read over REST.
    Single,
    /// Being read over REST.
    Reading,
    /// Its tokens were read and reported.
    Read,
    /// It was reported as unreadable.
    Failed,
}

/// A project or group that is read page by page.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) place: Place,
    /// The id, if it is a project.
    pub(super) project: ProjectId,
    pub(super) path: String,
    pub(super) walk: Walk,
    pub(super) after: Option<String>,
    pub(super) pages: u32,
    /// How many of its agents wait for a page.
    pub(super) open: u32,
    /// Whether agents were requested since the first page; an earlier page may contain them.
    pub(super) is_stale: bool,
}

/// How far the pages of a source have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// No page is queued or pending.
    Idle,
    /// The next page is queued.
    Queued,
    /// A page is pending.
    Reading,
    /// It cannot be read in pages.
    Closed,
}

impl Agents {
    /// The numbers of requested, read and failed agents.
    pub(super) fn counts(&self) -> (u32, u32, u32) {
        (self.asked, self.read + self.renewed, self.failed)
    }

    pub(super) fn find(&self, agent: AgentId) -> Option<u32> {
        self.index.get(&agent.0).copied()
    }

    pub(super) fn state(&self, entry: u32) -> Option<State> {
        self.entries.get(entry as usize).map(|entry| entry.state)
    }

    pub(super) fn source(&self, number: u32) -> Option<&Source> {
        self.sources.get(number as usize)
    }

    pub(super) fn source_mut(&mut self, number: u32) -> Option<&mut Source> {
        self.sources.get_mut(number as usize)
    }

    /// The project and id of an agent.
    pub(super) fn identity(&self, entry: u32) -> (ProjectId, AgentId) {
        let Some(held) = self.entries.get(entry as usize) else {
            return (ProjectId(0), AgentId(0));
        };
        (self.source(held.source).map_or(ProjectId(0), |it| it.project), held.agent)
    }

    /// The path of an agent's project.
    pub(super) fn path_of(&self, entry: u32) -> &str {
        let source = self.entries.get(entry as usize).and_then(|held| self.source(held.source));
        source.map_or("", |source| source.path.as_str())
    }

    /// Whether unread pages may contain the agent.
    pub(super) fn has_pages_left(&self, entry: u32) -> bool {
        let Some(number) = self.entries.get(entry as usize).map(|held| held.source) else {
            return false;
        };
        let walk = self.source(number).map(|source| source.walk);
        matches!(walk, Some(Walk::Queued | Walk::Reading))
            || (walk == Some(Walk::Idle) && self.is_covered(number))
    }

    /// Counts a failed try and returns whether another is allowed.
    pub(super) fn may_try_again(&mut self, entry: u32, most: u8) -> bool {
        let Some(held) = self.entries.get_mut(entry as usize) else { return false };
        held.tries = held.tries.saturating_add(1);
        held.tries < most
    }

    /// The index of a project or group, added if new.
    pub(super) fn intern(&mut self, place: Place, project: ProjectId, path: &str) -> u32 {
        let is_it = |one: &Source| {
            one.place == place
                && match place {
                    Place::Project => one.project == project,
                    Place::Group => one.path == path,
                }
        };
        if let Some(found) = self.sources.iter().position(is_it) {
            return found as u32;
        }
        self.sources.push(Source {
            place,
            project,
            path: path.to_owned(),
            // Without a path it can only be read over REST.
            walk: if path.is_empty() { Walk::Closed } else { Walk::Idle },
            after: None,
            pages: 0,
            open: 0,
            is_stale: false,
        });
        self.sources.len() as u32 - 1
    }

    /// Adds an agent.
    pub(super) fn push(&mut self, agent: AgentId, source: u32, state: State) -> u32 {
        let entry = self.entries.len() as u32;
        self.index.insert(agent.0, entry);
        self.entries.push(Entry {
            agent,
            source,
            state,
            tries: 0,
            is_renewed: false,
            is_in_graphql: true,
            tried_at: Timestamp::from_millis(i64::MIN),
        });
        self.count(source, state, true);
        entry
    }

    /// Adds an agent that was not requested yet, with its facts.
    pub(super) fn push_early(
        &mut self,
        agent: AgentId,
        source: u32,
        told: (TokenFacts, Timestamp),
    ) {
        let number = self.early.len() as u32;
        self.early.push(told);
        self.push(agent, source, State::Early(number));
    }

    /// The facts of an agent that was not requested yet.
    pub(super) fn early(&mut self, number: u32) -> Option<&mut (TokenFacts, Timestamp)> {
        self.early.get_mut(number as usize)
    }

    /// Reserves space for this many more agents.
    pub(super) fn reserve(&mut self, agents: usize) {
        self.entries.reserve(agents);
        self.index.reserve(agents);
    }

    /// Sets the project of an agent from a group's page.
    pub(super) fn settle(&mut self, entry: u32, source: u32) {
        if let Some(held) = self.entries.get_mut(entry as usize) {
            held.source = source;
        }
    }

    /// Changes an agent's state and updates the counts.
    pub(super) fn set(&mut self, entry: u32, state: State) {
        let Some(held) = self.entries.get_mut(entry as usize) else { return };
        let (source, before) = (held.source, std::mem::replace(&mut held.state, state));
        if matches!(state, State::Read | State::Failed) && std::mem::take(&mut held.is_renewed) {
            self.renewed = self.renewed.saturating_sub(1);
        }
        self.count(source, before, false);
        self.count(source, state, true);
    }

    /// Changes the state of an agent that is read again.
    pub(super) fn renew(&mut self, entry: u32, state: State) {
        let Some(held) = self.entries.get_mut(entry as usize) else { return };
        held.tries = 0;
        if !std::mem::replace(&mut held.is_renewed, true) {
            self.renewed += 1;
        }
        self.set(entry, state);
    }

    /// Whether an agent is being read again.
    pub(super) fn is_renewed(&self, entry: u32) -> bool {
        self.entries.get(entry as usize).is_some_and(|held| held.is_renewed)
    }

    /// Records the time of an agent's read or failure.
    pub(super) fn tried(&mut self, entry: u32, at: Timestamp) {
        if let Some(held) = self.entries.get_mut(entry as usize) {
            held.tried_at = at;
        }
    }

    /// Records whether GraphQL returns complete facts for an agent.
    pub(super) fn note_graphql(&mut self, entry: u32, is_in_graphql: bool) {
        if let Some(held) = self.entries.get_mut(entry as usize) {
            held.is_in_graphql = is_in_graphql;
        }
    }

    fn count(&mut self, source: u32, state: State, is_more: bool) {
        let step = |count: &mut u32| {
            *count = if is_more { *count + 1 } else { count.saturating_sub(1) };
        };
        if !matches!(state, State::Early(..)) {
            step(&mut self.asked);
        }
        match state {
            State::Read => step(&mut self.read),
            State::Failed => step(&mut self.failed),
            State::Open | State::Named => {
                if let Some(source) = self.source_mut(source) {
                    step(&mut source.open);
                }
            }
            State::Early(..) | State::Single | State::Reading => {}
        }
    }

    /// Whether unread pages of a group may contain this project's agents.
    pub(super) fn is_covered(&self, project: u32) -> bool {
        let Some(path) = self.source(project).map(|source| source.path.as_str()) else {
            return false;
        };
        self.sources.iter().any(|group| {
            let is_read = matches!(group.walk, Walk::Queued | Walk::Reading);
            group.place == Place::Group && is_read && is_below(path, &group.path)
        })
    }
}

/// Whether a project's path is inside a group.
pub(super) fn is_below(project: &str, group: &str) -> bool {
    project.strip_prefix(group).is_some_and(|rest| rest.starts_with('/'))
}
