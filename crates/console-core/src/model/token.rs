//! Agent tokens.

use super::agent::Creator;
use super::id::{AgentId, TokenId};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// An agent token, without its value: GitLab never tells that again.
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
    /// Whether it can be used. Lists hold active tokens only.
    pub status: TokenStatus,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Who created it.
    pub created_by: Creator,
    /// When an agent last used it.
    pub last_used: LastUsed,
}

/// Whether a token can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenStatus {
    /// It can be used.
    Active,
    /// It cannot be used any more, for ever.
    Revoked,
    /// A word this version does not know, as GitLab sent it.
    Other(String),
}

/// When a token was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastUsed {
    /// Not read: lists leave `last_used_at` out.
    Unknown,
    /// Read, and `null`: never used.
    Never,
    /// Read. GitLab's clock, refreshed at most every few minutes.
    At(Timestamp),
}

/// The answer to a creation, of which at least one of the two could be read. The value is there this one time only.
#[derive(Debug)]
pub enum CreatedToken {
    /// All of it.
    Whole(Token, Secret),
    /// GitLab answered without the value.
    NoValue(Token),
    /// The value came, and the rest of the answer cannot be read.
    ValueOnly(Secret),
}
