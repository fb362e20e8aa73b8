//! An agent token, whose value is told once.

use super::Existence;
use super::creation::{Creatable, Sent, Sight};
use super::orphans::{Certainty, Orphans, find_orphans};
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, CreatedToken, ProjectId, Row, Token, TokenId, TokenLimit, UserId};
use crate::secret::Secret;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOrder {
    /// The agent's project.
    pub project: ProjectId,
    /// The agent.
    pub agent: AgentId,
    /// The agent's name.
    pub agent_name: String,
    /// The token's name. Not unique in GitLab.
    pub name: String,
    /// The token's description; empty for none.
    pub description: String,
    /// The random part of the suggested name, by which a token is recognised whose reply was lost.
    pub marker: String,
    /// Who asks.
    pub me: Option<UserId>,
    /// What this GitLab allows.
    pub limit: TokenLimit,
}

/// A value, and whose it is.
#[derive(Debug)]
pub struct Revealed {
    /// The token; `None` where it is not known which one has this value.
    pub token: Option<Token>,
    /// Its value.
    pub secret: Secret,
}

/// What could be read of an answer that is not whole.
#[derive(Debug)]
pub enum TokenPart {
    /// The value, of which token is not known.
    Value(Secret),
    /// The token, without its value.
    Token(Token),
}

impl Creatable for Token {
    type Order = TokenOrder;
    type Seen = Vec<Row<Self>>;
    type Before = Vec<TokenId>;
    type Answer = CreatedToken;
    type Part = TokenPart;
    type Made = Revealed;
    type Found = Orphans;

    fn check(order: &TokenOrder, seen: Self::Seen) -> Result<Vec<TokenId>, Failure> {
        if order.limit == TokenLimit::Two && seen.len() >= 2 {
            return Err(Failure::without_answer(FailureKind::TokenLimit));
        }
        let id = |row: &Row<Self>| match row {
            Row::Read(token) => Some(token.id),
            Row::Unreadable { id } => id.map(TokenId),
        };
        Ok(seen.iter().filter_map(id).collect())
    }

    fn find(sent: &Sent<Self>, _: Existence, seen: Self::Seen) -> Sight<Orphans> {
        find_orphans(&sent.order, &sent.before, seen).map_or(Sight::Nothing, Sight::Found)
    }

    fn is_sure(found: &Orphans) -> bool {
        found.certainty == Certainty::Sure
    }

    fn made(answer: CreatedToken) -> Result<Revealed, TokenPart> {
        match answer {
            CreatedToken::Whole(token, secret) => Ok(Revealed { token: Some(token), secret }),
            CreatedToken::ValueOnly(secret) => Err(TokenPart::Value(secret)),
            CreatedToken::NoValue(token) => Err(TokenPart::Token(token)),
        }
    }

    fn complete(
        part: TokenPart,
        before: Option<Orphans>,
        since: Option<Orphans>,
    ) -> Result<Revealed, Orphans> {
        match part {
            // One found before the answer may be of the request sent first.
            TokenPart::Value(secret) => {
                Ok(Revealed { token: since.and_then(Orphans::only), secret })
            }
            TokenPart::Token(token) => Err(match since.or(before) {
                Some(orphans) if Self::is_sure(&orphans) => orphans.with(token),
                _ => token.into(),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
