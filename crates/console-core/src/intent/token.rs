//! Creating an agent token, whose value GitLab returns only once.

use super::Existence;
use super::creation::{Creatable, Sent, Sight};
use super::orphans::{Certainty, Orphans, find_orphans};
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, CreatedToken, ProjectId, Row, Token, TokenId, TokenLimit, UserId};
use crate::secret::Secret;

/// A token that was ordered.
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
    /// The random part of the suggested name, which identifies the token if the reply is lost.
    pub marker: String,
    /// The person who creates it, if known.
    pub me: Option<UserId>,
    /// How this GitLab version limits active tokens.
    pub limit: TokenLimit,
}

/// A value, with its token.
#[derive(Debug)]
pub struct Revealed {
    /// The token; `None` if it is not known which one has this value.
    pub token: Option<Token>,
    /// Its value.
    pub secret: Secret,
}

/// The readable part of an incomplete response.
#[derive(Debug)]
pub enum TokenPart {
    /// The value; which token it belongs to is not known.
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
            // A token found before the response may come from the first sending of the request.
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
