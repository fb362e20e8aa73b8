//! The tokens of an agent, as last read.

use super::Store;
use crate::browser::clock::now;
use agent_ops::failure::Failure;
use agent_ops::model::{AgentId, ProjectId, Row, Token};
use agent_ops::table::TokenFacts;
use agent_ops::timestamp::Timestamp;
use gitlab_agents::Urgency;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The tokens of every agent read so far.
pub(crate) type TokenCache = BTreeMap<AgentId, TokensRead>;

/// What the last read of an agent's tokens gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokensRead {
    /// The active tokens, as of `at`; `None` where no read has succeeded.
    pub(crate) rows: Option<Arc<Vec<Row<Token>>>>,
    /// When `rows` was read.
    pub(crate) at: Timestamp,
    /// Why the newest read failed.
    pub(crate) failure: Option<Failure>,
}

impl Store {
    /// The tokens of `agent`, as last read. Tracks.
    pub(crate) fn tokens_of(self, agent: AgentId) -> Option<TokensRead> {
        self.tokens.with(|cache| cache.get(&agent).cloned())
    }

    /// Reads the tokens of `agent` because a person looks at them.
    pub(crate) fn look_at_tokens(self, project: ProjectId, agent: AgentId) {
        self.spawn(async move {
            self.read_tokens(project, agent, Urgency::User).await;
        });
    }

    /// Reads the tokens of `agent` into panel and table.
    pub(super) async fn read_tokens(self, project: ProjectId, agent: AgentId, urgency: Urgency) {
        let Some(gitlab) = self.gitlab() else { return };
        match gitlab.tokens_with_use(project, agent, urgency).await {
            Ok(rows) => {
                self.read_token_creators(&rows);
                let at = now();
                let facts = TokenFacts::of(&rows);
                self.agents.table.update_value(|table| table.set_tokens(agent, facts, at));
                let read = TokensRead { rows: Some(Arc::new(rows)), at, failure: None };
                self.tokens.update(|cache| {
                    cache.insert(agent, read);
                });
            }
            Err(why) => {
                self.heed(&why);
                self.agents.table.update_value(|table| {
                    table.set_tokens(agent, TokenFacts::FAILED, now());
                });
                self.tokens.update(|cache| {
                    let nothing = TokensRead { rows: None, at: now(), failure: None };
                    cache.entry(agent).or_insert(nothing).failure = Some(why);
                });
            }
        }
        self.agents.flush_soon();
    }
}
