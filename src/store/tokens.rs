//! The tokens of an agent, as last read.

use super::State;
use crate::browser::clock::now;
use console_core::failure::Failure;
use console_core::model::{AgentId, ProjectId, Row, Token};
use console_core::orphan::{LooksLost, looks_lost};
use console_core::table::TokenFacts;
use gitlab_agents::Urgency;

/// The tokens of the agents looked at so far. Those of others go into the table only, as facts.
pub(crate) type TokenCache = Vec<(AgentId, TokensRead)>;

/// What the last read of an agent's tokens gave.
#[derive(Debug)]
pub(crate) struct TokensRead {
    /// The active tokens, as last read; `None` where no read has succeeded.
    pub(crate) rows: Option<Vec<Row<Token>>>,
    /// Why the newest read failed.
    pub(crate) failure: Option<Failure>,
    /// Raised with every read that tells something new.
    pub(crate) version: u32,
}

impl State {
    /// Looks at the tokens of `agent`, as last read. Tracks.
    pub(crate) fn with_tokens_of<R>(
        &'static self,
        agent: AgentId,
        look: impl FnOnce(&TokensRead) -> R,
    ) -> Option<R> {
        self.tokens.with(|cache| entry(cache, agent).map(look))
    }

    /// How many tokens `agent` has, where they are read. Tracks.
    pub(crate) fn token_count(&'static self, agent: AgentId) -> Option<usize> {
        self.with_tokens_of(agent, |read| read.rows.as_ref().map(Vec::len))?
    }

    /// Those of the tokens of `agent` whose value seems to be lost.
    pub(crate) fn lost_tokens(
        &'static self,
        agent: AgentId,
        rows: &[Row<Token>],
    ) -> Vec<LooksLost> {
        // Without knowing who looks, none can be told to be theirs.
        let me = self.session().and_then(|session| session.known.user_id());
        let (Some(me), Some(target)) = (me, self.target(agent)) else { return Vec::new() };
        self.held.with_untracked(|held| looks_lost(rows, &target.agent_name, me, now(), held))
    }

    /// Reads the tokens of `agent` because a person looks at them.
    pub(crate) fn look_at_tokens(&'static self, project: ProjectId, agent: AgentId) {
        self.spawn_later(async move {
            self.read_tokens(project, agent, Urgency::User).await;
        });
    }

    /// Reads the tokens of `agent` into panel and table.
    pub(super) async fn read_tokens(
        &'static self,
        project: ProjectId,
        agent: AgentId,
        urgency: Urgency,
    ) {
        let Some(gitlab) = self.gitlab() else { return };
        match gitlab.tokens_with_use(project, agent, urgency).await {
            Ok(rows) => {
                self.read_token_creators(&rows);
                let at = now();
                let facts = TokenFacts::of(&rows);
                self.agents.table.update_untracked(|table| table.set_tokens(agent, facts, at));
                self.keep_tokens(agent, urgency, |kept| {
                    *kept = TokensRead {
                        rows: Some(rows),
                        failure: None,
                        version: kept.version.wrapping_add(1),
                    };
                });
            }
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
    fn keep_tokens(
        &'static self,
        agent: AgentId,
        urgency: Urgency,
        change: impl FnOnce(&mut TokensRead),
    ) {
        let is_kept = self.tokens.with_untracked(|cache| entry(cache, agent).is_some());
        if !is_kept && urgency == Urgency::Background {
            return;
        }
        self.tokens.update(|cache| {
            if !is_kept {
                cache.push((agent, TokensRead { rows: None, failure: None, version: 0 }));
            }
            if let Some((_, kept)) = cache.iter_mut().find(|(kept, _)| *kept == agent) {
                change(kept);
            }
        });
    }
}

fn entry(cache: &TokenCache, agent: AgentId) -> Option<&TokensRead> {
    cache.iter().find(|(kept, _)| *kept == agent).map(|(_, read)| read)
}
