//! The tokens of an agent, as last read.

use super::follow::follow;
use super::{Errand, Session};
use crate::browser::clock::{now, sleep};
use console_core::failure::Failure;
use console_core::model::TokenFacts;
use console_core::model::{AgentId, LastUsed, ProjectId, Row, Token, TokenId};
use console_core::orphan::{LooksLost, looks_lost};
use console_core::timestamp::Timestamp;
use gitlab_agents::Urgency;
use leptos::prelude::*;
use std::rc::Rc;

/// The tokens of the agents looked at so far. Those of others go into the table only, as facts.
pub(crate) type TokenCache = Vec<(AgentId, TokensRead)>;

/// What the last read of an agent's tokens gave.
#[derive(Debug)]
pub(crate) struct TokensRead {
    /// The active tokens, as last read; `None` where no read has succeeded.
    pub(crate) rows: Option<Vec<Row<Token>>>,
    /// Why the newest read failed.
    pub(crate) failure: Option<Failure>,
    /// When that was.
    pub(crate) at: Timestamp,
    /// Raised with every read that tells something new, but for later uses of the same tokens.
    pub(crate) version: u32,
}

/// How old the tokens of the open agent get before they are read again, in milliseconds.
const OPEN_MS: u32 = 25_000;

impl Session {
    /// Looks at the tokens of `agent`, as last read. Tracks.
    pub(crate) fn with_tokens_of<R>(
        &self,
        agent: AgentId,
        look: impl FnOnce(&TokensRead) -> R,
    ) -> Option<R> {
        self.tokens.with(|cache| entry(cache, agent).map(look))
    }

    /// How many tokens `agent` has, where they are read. Tracks.
    pub(crate) fn token_count(&self, agent: AgentId) -> Option<usize> {
        self.with_tokens_of(agent, |read| read.rows.as_ref().map(Vec::len))?
    }

    /// Those of the tokens of `agent` whose value seems to be lost.
    pub(crate) fn lost_tokens(&self, agent: AgentId, rows: &[Row<Token>]) -> Vec<LooksLost> {
        // Without knowing who looks, none can be told to be theirs.
        let me = self.user_id();
        let (Some(me), Some(target)) = (me, self.target(agent)) else { return Vec::new() };
        self.orders
            .creation
            .with_untracked(|dialog| looks_lost(rows, &target.agent_name, me, now(), dialog.held()))
    }

    /// Reads the tokens of `agent` because a person looks at them.
    pub(crate) fn look_at_tokens(self: &Rc<Self>, project: ProjectId, agent: AgentId) {
        self.spawn_later(Errand::ReadTokens(project, agent));
    }

    /// When a token in the list of `agent` was last used. Tracks.
    pub(crate) fn last_use(&self, agent: AgentId, id: TokenId) -> Option<LastUsed> {
        self.with_tokens_of(agent, |read| {
            let mut tokens = read.rows.iter().flatten();
            tokens.find_map(|row| match row {
                Row::Read(token) if token.id == id => Some(token.last_used),
                _ => None,
            })
        })?
    }

    /// Reads the tokens of the open agent again and again, while somebody looks. Call it under the session's owner.
    pub(super) fn follow_open_tokens(self: &Rc<Self>) {
        let session = Rc::clone(self);
        let watched = move || session.console.open().filter(|_| session.is_looked_at());
        let session = Rc::clone(self);
        follow(watched, move |watched| {
            let read = |agent| session.late(Errand::KeepReadingTokens(agent));
            let guard = watched.map(|agent| session.tasks.spawn_scoped(read(agent)));
            session.open_tokens.replace(guard);
        });
    }

    pub(super) async fn keep_reading_tokens(self: &Rc<Self>, agent: AgentId) {
        loop {
            let read_at = self.tokens.with_untracked(|cache| entry(cache, agent).map(|it| it.at));
            let age = read_at.map_or(0, |at| at.age_at(now()).max(0));
            let left = OPEN_MS.saturating_sub(u32::try_from(age).unwrap_or(u32::MAX));
            if left > 0 {
                // A person, or a first contact, may have them read meanwhile.
                sleep(left).await;
                continue;
            }
            if let Some(target) = self.target(agent) {
                self.read_tokens(target.project, agent, Urgency::Background).await;
            }
            // Where it failed, their age is the same.
            sleep(OPEN_MS).await;
        }
    }

    /// Reads the tokens of `agent` into panel and table.
    pub(super) async fn read_tokens(
        self: &Rc<Self>,
        project: ProjectId,
        agent: AgentId,
        urgency: Urgency,
    ) {
        match self.gitlab().tokens_with_use(project, agent, urgency).await {
            Ok(rows) => {
                self.read_token_creators(&rows);
                let at = now();
                let facts = TokenFacts::of(&rows);
                self.agents.table.update_untracked(|table| table.set_tokens(agent, facts, at));
                self.keep_tokens(agent, urgency, |kept| {
                    let is_same = kept.failure.is_none()
                        && kept.rows.as_ref().is_some_and(|held| are_same_but_for_use(held, &rows));
                    let version = kept.version.wrapping_add(u32::from(!is_same));
                    *kept = TokensRead { rows: Some(rows), failure: None, at, version };
                });
            }
            // Nobody asked for it, and the next read is near.
            Err(why) if urgency == Urgency::Background && why.is_passing() => {}
            Err(why) => {
                self.heed(&why);
                self.agents.table.update_untracked(|table| {
                    table.learn_tokens(agent, TokenFacts::FAILED, now());
                });
                self.keep_tokens(agent, urgency, |kept| {
                    // The same failure again stays as it is shown, with the focus in it.
                    let failure = Some(why);
                    if kept.failure != failure {
                        kept.failure = failure;
                        kept.version = kept.version.wrapping_add(1);
                    }
                });
            }
        }
        self.agents.flush_soon();
    }

    /// Changes what is kept of `agent`, where a person looks at it or has done so.
    fn keep_tokens(&self, agent: AgentId, urgency: Urgency, change: impl FnOnce(&mut TokensRead)) {
        let is_kept = self.tokens.with_untracked(|cache| entry(cache, agent).is_some());
        if !is_kept && urgency == Urgency::Background {
            return;
        }
        self.tokens.update(|cache| {
            if !is_kept {
                let at = now();
                cache.push((agent, TokensRead { rows: None, failure: None, at, version: 0 }));
            }
            if let Some((_, kept)) = cache.iter_mut().find(|(kept, _)| *kept == agent) {
                change(kept);
            }
        });
    }
}

/// Whether two reads differ in nothing but in later uses of the same tokens.
fn are_same_but_for_use(held: &[Row<Token>], read: &[Row<Token>]) -> bool {
    let is_same = |(held, read): (&Row<Token>, &Row<Token>)| match (held, read) {
        (Row::Read(held), Row::Read(read)) => {
            let is_used = |token: &Token| matches!(token.last_used, LastUsed::At(_));
            let last_used = if is_used(read) { held.last_used } else { read.last_used };
            is_used(held) == is_used(read) && *held == Token { last_used, ..read.clone() }
        }
        (held, read) => held == read,
    };
    held.len() == read.len() && held.iter().zip(read).all(is_same)
}

fn entry(cache: &TokenCache, agent: AgentId) -> Option<&TokensRead> {
    cache.iter().find(|(kept, _)| *kept == agent).map(|(_, read)| read)
}
