//! Agent tokens.

use super::agent::Creator;
use super::id::{AgentId, TokenId};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// An agent token, without its value, which GitLab returns only once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id. Names are not unique, ids are.
    pub id: TokenId,
    /// The agent it belongs to.
    pub agent: AgentId,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Whether it is usable. Lists contain active tokens only.
    pub status: TokenStatus,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Who created it.
    pub created_by: Creator,
    /// When an agent last used it.
    pub last_used: LastUsed,
}

/// Whether a token is usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenStatus {
    /// It is usable.
    Active,
    /// It is permanently unusable.
    Revoked,
    /// A status that this console does not know, as sent by GitLab.
    Other(String),
}

/// When a token was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastUsed {
    /// Not read: lists omit `last_used_at`.
    Unknown,
    /// Read, and `null`: never used.
    Never,
    /// By GitLab's clock, updated every few minutes at most.
    At(Timestamp),
}

/// The response to a creation, with at least one of token and value. Only this response contains
/// the value.
#[derive(Debug)]
pub enum CreatedToken {
    /// The complete response.
    Whole(Token, Secret),
    /// The response has no value.
    NoValue(Token),
    /// The value is readable, the rest is not.
    ValueOnly(Secret),
}
