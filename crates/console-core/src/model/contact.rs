//! What an agent's tokens tell of it.

use super::{LastUsed, Row, Token, TokenStatus};
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
    /// Every active token was read, and an earlier read told of this use, which is newer than all of theirs: it was that of
    /// a token that is not active any more.
    LastSeen(Timestamp),
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
        let mut uses = TokenUses::default();
        for row in tokens {
            match row {
                Row::Read(token) if token.status == TokenStatus::Revoked => {}
                Row::Read(token) => uses.count(token.last_used),
                Row::Unreadable { .. } => uses.count(LastUsed::Unknown),
            }
        }
        uses.facts()
    }

    /// These facts, after `held` were read earlier. A contact that was seen was one, whatever became of its token.
    #[must_use]
    pub fn after(self, held: Self) -> Self {
        match (self.contact, held.contact) {
            (
                Contact::LastUsed(now),
                Contact::LastUsed(seen) | Contact::LastSeen(seen) | Contact::NotBefore(seen),
            ) if seen > now => Self { contact: Contact::LastSeen(seen), ..self },
            _ => self,
        }
    }

    /// Whether to keep these facts rather than `held`, which were read earlier. A read that did not
    /// come to its end, or failed, takes nothing away that is known already.
    #[must_use]
    pub fn replaces(self, held: Self) -> bool {
        match (self.contact, held.contact) {
            (
                Contact::NotBefore(new),
                Contact::LastUsed(old) | Contact::LastSeen(old) | Contact::NotBefore(old),
            ) => new > old,
            (Contact::Unread, held) => matches!(held, Contact::Unread | Contact::Failed),
            (Contact::Failed, held_contact) => {
                matches!(held_contact, Contact::Unread | Contact::Failed) && held.active.is_none()
            }
            _ => true,
        }
    }
}

/// The last uses of an agent's active tokens, counted one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenUses {
    active: u8,
    newest: Option<Timestamp>,
    is_incomplete: bool,
}

impl TokenUses {
    /// Counts one active token.
    pub fn count(&mut self, last_used: LastUsed) {
        self.active = self.active.saturating_add(1);
        match last_used {
            LastUsed::Unknown => self.is_incomplete = true,
            LastUsed::Never => {}
            LastUsed::At(time) => self.newest = self.newest.max(Some(time)),
        }
    }

    /// What they tell together.
    #[must_use]
    pub fn facts(self) -> TokenFacts {
        let contact = match (self.active, self.newest, self.is_incomplete) {
            (0, ..) => Contact::NoToken,
            (_, None, false) => Contact::NeverUsed,
            (_, None, true) => Contact::Unread,
            (_, Some(time), false) => Contact::LastUsed(time),
            (_, Some(time), true) => Contact::NotBefore(time),
        };
        TokenFacts { active: Some(self.active), contact }
    }
}

impl Contact {
    /// When the last contact was, where that is known and there was one.
    #[must_use]
    pub const fn time(self) -> Option<Timestamp> {
        match self {
            Self::LastUsed(time) | Self::LastSeen(time) => Some(time),
            Self::Unread | Self::NoToken | Self::NeverUsed | Self::NotBefore(_) | Self::Failed => {
                None
            }
        }
    }

    /// Whether the last contact is known.
    #[must_use]
    pub const fn is_known(self) -> bool {
        match self {
            Self::NoToken | Self::NeverUsed | Self::LastUsed(_) | Self::LastSeen(_) => true,
            Self::Unread | Self::NotBefore(_) | Self::Failed => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_that_was_seen_stays_when_its_token_goes() {
        use Contact::{LastSeen, LastUsed, NeverUsed, NoToken, NotBefore};
        let at = Timestamp::from_millis;
        let facts = |contact| TokenFacts { active: Some(1), contact };
        for (new, held, kept) in [
            (LastUsed(at(1)), LastUsed(at(2)), LastSeen(at(2))),
            (LastUsed(at(1)), LastSeen(at(2)), LastSeen(at(2))),
            (LastUsed(at(1)), NotBefore(at(2)), LastSeen(at(2))),
            (LastUsed(at(3)), LastSeen(at(2)), LastUsed(at(3))),
            (LastUsed(at(2)), LastUsed(at(2)), LastUsed(at(2))),
            (LastUsed(at(2)), NeverUsed, LastUsed(at(2))),
            (NoToken, LastUsed(at(2)), NoToken),
            (NeverUsed, LastUsed(at(2)), NeverUsed),
        ] {
            assert_eq!(facts(new).after(facts(held)), facts(kept), "{new:?} after {held:?}");
        }
    }

    #[test]
    fn a_read_that_tells_less_takes_nothing_away() {
        use Contact::{Failed, LastUsed, NeverUsed, NoToken, NotBefore, Unread};
        let at = Timestamp::from_millis;
        let facts = |contact| TokenFacts { active: Some(1), contact };
        for (new, held, replaces) in [
            (LastUsed(at(1)), LastUsed(at(2)), true),
            (NeverUsed, LastUsed(at(2)), true),
            (NoToken, NotBefore(at(2)), true),
            (NotBefore(at(1)), LastUsed(at(1)), false),
            (NotBefore(at(2)), LastUsed(at(1)), true),
            (NotBefore(at(1)), NotBefore(at(2)), false),
            (NotBefore(at(1)), NeverUsed, true),
            (NotBefore(at(1)), Failed, true),
            (Unread, LastUsed(at(1)), false),
            (Unread, NeverUsed, false),
            (Unread, Unread, true),
            (Unread, Failed, true),
            (Failed, LastUsed(at(1)), false),
            (Failed, NoToken, false),
            (Failed, Unread, false),
        ] {
            assert_eq!(facts(new).replaces(facts(held)), replaces, "{new:?} after {held:?}");
        }
        assert!(TokenFacts::FAILED.replaces(TokenFacts::FAILED));
        assert!(facts(Unread).replaces(TokenFacts::FAILED));
    }
}
