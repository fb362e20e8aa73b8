//! Agents read over REST: a list of tokens, then one token at a time.

use super::reply::TRIES;
use super::{Reply, Sweep, Unfinished};
use crate::failure::{Failure, FailureKind};
use crate::model::TokenFacts;
use crate::model::{LastUsed, Row, Token, TokenId};
use crate::timestamp::Timestamp;

impl Sweep {
    /// Handles an agent's list of tokens.
    pub(super) fn on_tokens(&mut self, entry: u32, reply: Reply, now: Timestamp) {
        let rows = match reply {
            Reply::Tokens(rows) => rows,
            Reply::Failed(failure) => return self.report_failed(entry, failure),
            // Other replies do not belong to a list.
            _ => return self.queue_for_rest(entry),
        };
        let before = self.tokens.len();
        for row in &rows {
            if let Row::Read(token) = row
                && token.last_used == LastUsed::Unknown
            {
                self.tokens.push_back((entry, token.id));
            }
        }
        let left = (self.tokens.len() - before) as u32;
        self.unfinished.push(Unfinished {
            agent: entry,
            rows,
            left,
            is_token_missing: false,
            at: now,
        });
        self.finish(entry);
    }

    /// Handles a token that was read individually.
    pub(super) fn on_token(&mut self, entry: u32, token: TokenId, reply: Reply) {
        match reply {
            Reply::Token(read) => self.finish_token(entry, token, Some(Some(read))),
            // It was revoked meanwhile.
            Reply::Failed(failure) if failure.kind == FailureKind::NotFound => {
                self.finish_token(entry, token, Some(None));
            }
            _ => self.finish_token(entry, token, None),
        }
    }

    /// Completes a token: `Some(None)` if it is gone, `None` if nothing is known.
    pub(super) fn finish_token(&mut self, entry: u32, token: TokenId, read: Option<Option<Token>>) {
        let Some(unfinished) = self.unfinished.iter_mut().find(|it| it.agent == entry) else {
            return;
        };
        unfinished.left = unfinished.left.saturating_sub(1);
        let is_it = |row: &Row<Token>| matches!(row, Row::Read(held) if held.id == token);
        match read {
            Some(Some(read)) => {
                if let Some(row) = unfinished.rows.iter_mut().find(|row| is_it(row)) {
                    *row = Row::Read(read);
                }
            }
            Some(None) => {
                unfinished.rows.retain(|row| !is_it(row));
                unfinished.is_token_missing = true;
            }
            None => {}
        }
        self.finish(entry);
    }

    /// A listed token is gone: it was revoked, or its agent was deleted. Another list decides.
    fn on_missing_token(&mut self, entry: u32) {
        if self.agents.may_try_again(entry, TRIES) {
            self.queue_for_rest(entry);
        } else {
            self.report_failed(entry, Failure::without_answer(FailureKind::NotFound));
        }
    }

    /// Reports an agent whose tokens are all read.
    fn finish(&mut self, entry: u32) {
        let is_done = |it: &Unfinished| it.agent == entry && it.left == 0;
        if let Some(at) = self.unfinished.iter().position(is_done) {
            let done = self.unfinished.swap_remove(at);
            if done.is_token_missing {
                self.on_missing_token(entry);
            } else {
                self.report(entry, TokenFacts::of(&done.rows), done.at);
            }
        }
    }
}
