//! Agents and their tokens: reads, and the four changes that the API offers.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::rules::{self, Invalid};
use super::{Usage, World};
use crate::clock::Moment;

/// A registered agent.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub(crate) id: u64,
    pub(crate) project: u64,
    pub(crate) name: String,
    /// `None` after the account was deleted.
    pub(crate) creator: Option<u64>,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
    /// When it was committed here; for seeded agents, before everything else.
    pub(crate) born: Moment,
    pub(crate) deleted: Option<Moment>,
}

/// An agent's token, without the secret, which GitLab cannot show again either.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) id: u64,
    pub(crate) agent: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) creator: Option<u64>,
    pub(crate) created: Moment,
    pub(crate) born: Moment,
    pub(crate) revoked: Option<Moment>,
    pub(crate) usage: Usage,
}

/// The data of a new token.
#[derive(Debug)]
pub(crate) struct NewToken {
    pub(crate) agent: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) creator: u64,
    /// How many active tokens the agent may have afterwards; `None` in versions without a limit.
    pub(crate) limit: Option<usize>,
}

/// Why a commit did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    TokenLimit,
    Invalid(Vec<Invalid>),
}

impl World {
    /// An existing agent of this project.
    pub(crate) fn agent(&self, project: u64, id: u64) -> Option<&Agent> {
        self.any_agent(id).filter(|agent| agent.project == project)
    }

    /// An existing agent of any project.
    pub(crate) fn any_agent(&self, id: u64) -> Option<&Agent> {
        self.agents.get(&id).filter(|agent| agent.deleted.is_none())
    }

    /// A project's agents, sorted by name, without the first `skipped`.
    pub(crate) fn agents(&self, project: u64, skipped: usize) -> impl Iterator<Item = &Agent> {
        let ids = self.agents_by_name.get(&project).into_iter().flat_map(BTreeMap::values);
        ids.skip(skipped).filter_map(|id| self.agents.get(id))
    }

    /// A project's agents sorted by name, starting after this name.
    pub(crate) fn agents_after(
        &self,
        project: u64,
        name: Option<&str>,
    ) -> impl Iterator<Item = &Agent> {
        let start = name.map_or(Bound::Unbounded, Bound::Excluded);
        let names = self.agents_by_name.get(&project);
        let ids = names.into_iter().flat_map(move |names| {
            names.range::<str, _>((start, Bound::Unbounded)).map(|(_, id)| id)
        });
        ids.filter_map(|id| self.agents.get(id))
    }

    /// A project's agent of this name.
    pub(crate) fn agent_named(&self, project: u64, name: &str) -> Option<&Agent> {
        self.agents.get(self.agents_by_name.get(&project)?.get(name)?)
    }

    /// How many agents a project has.
    pub(crate) fn agent_count(&self, project: u64) -> usize {
        self.agents_by_name.get(&project).map_or(0, BTreeMap::len)
    }

    /// A project's agents at an earlier moment, sorted by name.
    pub(crate) fn agents_at(&self, project: u64, then: Moment) -> Vec<&Agent> {
        let existed = |agent: &&Agent| {
            agent.project == project
                && agent.born <= then
                && agent.deleted.is_none_or(|deleted| deleted > then)
        };
        let mut agents: Vec<_> = self.agents.values().filter(existed).collect();
        agents.sort_by(|a, b| a.name.cmp(&b.name));
        agents
    }

    /// An agent's token, even if revoked.
    pub(crate) fn token(&self, agent: u64, id: u64) -> Option<&Token> {
        self.tokens.get(&id).filter(|token| token.agent == agent)
    }

    /// An agent's active tokens, last used first, never used last.
    pub(crate) fn active_tokens(&self, agent: u64, now: Moment) -> Vec<&Token> {
        let mut tokens: Vec<_> =
            self.tokens_of(agent).filter(|token| token.revoked.is_none()).collect();
        tokens.sort_by_key(|token| std::cmp::Reverse(token.usage.stored(now)));
        tokens
    }

    /// The active tokens at an earlier moment, last used first.
    pub(crate) fn active_tokens_at(&self, agent: u64, then: Moment) -> Vec<&Token> {
        let active = |token: &&Token| {
            token.born <= then && token.revoked.is_none_or(|revoked| revoked > then)
        };
        let mut tokens: Vec<_> = self.tokens_of(agent).filter(active).collect();
        tokens.sort_by_key(|token| std::cmp::Reverse(token.usage.stored(then)));
        tokens
    }

    /// Registers an agent and returns its id.
    pub(crate) fn register_agent(
        &mut self,
        project: u64,
        name: &str,
        creator: Option<u64>,
        now: Moment,
    ) -> Result<u64, Refused> {
        let taken = self.agents_by_name.get(&project).is_some_and(|names| names.contains_key(name));
        let invalid = rules::agent_name(name, taken);
        if !invalid.is_empty() {
            return Err(Refused::Invalid(invalid));
        }
        let id = self.agents.last_key_value().map_or(1, |(id, _)| id + 1);
        self.add_agent(Agent {
            id,
            project,
            name: name.to_owned(),
            creator,
            created: now,
            updated: now,
            born: now,
            deleted: None,
        });
        Ok(id)
    }

    /// Deletes an agent and its tokens.
    pub(crate) fn delete_agent(&mut self, id: u64, now: Moment) {
        let Some(agent) = self.agents.get_mut(&id) else { return };
        agent.deleted = Some(now);
        if let Some(names) = self.agents_by_name.get_mut(&agent.project) {
            names.remove(&agent.name);
        }
    }

    /// Creates a token and returns its id. The limit is checked before the name.
    pub(crate) fn create_token(&mut self, new: NewToken, now: Moment) -> Result<u64, Refused> {
        let active = self.tokens_of(new.agent).filter(|token| token.revoked.is_none()).count();
        if new.limit.is_some_and(|limit| active >= limit) {
            return Err(Refused::TokenLimit);
        }
        let invalid = rules::token(&new.name, new.description.as_deref());
        if !invalid.is_empty() {
            return Err(Refused::Invalid(invalid));
        }
        let id = self.tokens.last_key_value().map_or(1, |(id, _)| id + 1);
        self.add_token(Token {
            id,
            agent: new.agent,
            name: new.name,
            description: new.description,
            creator: Some(new.creator),
            created: now,
            born: now,
            revoked: None,
            usage: Usage::Never,
        });
        Ok(id)
    }

    /// Revokes a token, unless it is revoked already.
    pub(crate) fn revoke_token(&mut self, id: u64, now: Moment) {
        if let Some(token) = self.tokens.get_mut(&id) {
            token.revoked.get_or_insert(now);
        }
    }

    /// Records a contact of an agent with one of its tokens. False if GitLab would refuse it.
    pub(crate) fn contact(&mut self, agent: u64, token: u64, now: Moment) -> bool {
        let living = self.any_agent(agent).is_some();
        match self.tokens.get_mut(&token) {
            Some(token) if living && token.agent == agent && token.revoked.is_none() => {
                token.usage = token.usage.contacted(now);
                true
            }
            _ => false,
        }
    }

    pub(super) fn add_agent(&mut self, agent: Agent) {
        let names = self.agents_by_name.entry(agent.project).or_default();
        names.insert(agent.name.clone(), agent.id);
        self.agents.insert(agent.id, agent);
    }

    pub(super) fn add_token(&mut self, token: Token) {
        self.tokens_by_agent.entry(token.agent).or_default().push(token.id);
        self.tokens.insert(token.id, token);
    }

    fn tokens_of(&self, agent: u64) -> impl Iterator<Item = &Token> {
        let ids = self.tokens_by_agent.get(&agent).into_iter().flatten();
        ids.filter_map(|id| self.tokens.get(id))
    }
}
