//! What an agent's tokens tell of it.

use crate::model::{LastUsed, Row, Token, TokenStatus};
use crate::timestamp::Timestamp;

/// What is known of an agent's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenFacts {
    /// How many of them are active; `None` where the list could not be read.
    pub active: Option<u8>,
    /// When one of them was last used.
    pub contact: Contact,
}

/// An agent's last contact: the newest use over its active tokens. Revoked tokens are in no list, so
/// nothing here says what happened before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Not read, or not for all tokens.
    Unread,
    /// There is no active token.
    NoToken,
    /// Every active token was read, and none has been used.
    NeverUsed,
    /// Every active token was read, and the newest use is this.
    LastUsed(Timestamp),
    /// Some token was used then, and there are others that were not read: the last contact is then
    /// or later.
    NotBefore(Timestamp),
    /// Reading failed.
    Failed,
}

impl TokenFacts {
    /// Nothing could be read, not even the list.
    pub const FAILED: Self = Self { active: None, contact: Contact::Failed };

    /// The facts that a list of tokens tells. GitLab lists active tokens only, so an entry that
    /// cannot be read, or has a status this version does not know, counts as active.
    #[must_use]
    pub fn of(tokens: &[Row<Token>]) -> Self {
        let mut active = 0_u8;
        let mut newest = None;
        let mut complete = true;
        for row in tokens {
            let last_used = match row {
                Row::Read(token) if token.status == TokenStatus::Revoked => continue,
                Row::Read(token) => token.last_used,
                Row::Unreadable { .. } => LastUsed::Unknown,
            };
            active = active.saturating_add(1);
            match last_used {
                LastUsed::Unknown => complete = false,
                LastUsed::Never => {}
                LastUsed::At(time) => newest = newest.max(Some(time)),
            }
        }
        let contact = match (active, newest, complete) {
            (0, ..) => Contact::NoToken,
            (_, None, true) => Contact::NeverUsed,
            (_, None, false) => Contact::Unread,
            (_, Some(time), true) => Contact::LastUsed(time),
            (_, Some(time), false) => Contact::NotBefore(time),
        };
        Self { active: Some(active), contact }
    }
}

impl Contact {
    /// Whether the last contact is known.
    #[must_use]
    pub const fn is_known(self) -> bool {
        match self {
            Self::NoToken | Self::NeverUsed | Self::LastUsed(_) => true,
            Self::Unread | Self::NotBefore(_) | Self::Failed => false,
        }
    }
}
