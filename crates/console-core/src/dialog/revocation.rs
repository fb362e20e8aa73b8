//! Revoking a token, after looking once more at when it was used.

use super::{OrderId, Target};
use crate::failure::{Failure, FailureKind};
use crate::intent::Removal;
use crate::model::{LastUsed, Listed, ProjectId, Row, Token, TokenId};
use crate::status::RevokeRisk;
use crate::timestamp::Timestamp;
use std::mem::take;

/// Where revoking a token stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Revocation {
    /// Nobody revokes one.
    #[default]
    Closed,
    /// Reading when the token was last used.
    Reading(Revoked),
    /// The person confirms.
    Confirming {
        /// The token, as just read.
        what: Revoked,
        /// How much may break.
        risk: RevokeRisk,
        /// Why the last attempt did not revoke it.
        failure: Option<Failure>,
    },
    /// The request is under way.
    Revoking {
        /// The token.
        what: Revoked,
        /// How much may break.
        risk: RevokeRisk,
    },
    /// The token was gone before.
    Gone(Revoked),
}

/// A token to revoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Its agent.
    pub target: Target,
    /// The token.
    pub token: Token,
    /// What comes then.
    pub after: After,
}

/// What comes when a token is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    Nothing,
    /// Another token in place of one without its value, and the order of that, where this tab
    /// ordered it.
    Another(Option<OrderId>),
}

/// What a console has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevocationCommand {
    /// Read the token once more, and what else the agent has, and tell by [`Revocation::read`].
    Read(Target, TokenId),
    /// Ask GitLab to revoke it, and tell by [`Revocation::removed`].
    Revoke(Target, TokenId),
    /// Read the agent's tokens, as they are not what they were.
    LookAtTokens(Target),
    /// Tell that it was revoked.
    TellRevoked(Token),
    /// Tell that it was gone before.
    TellGone(Token),
    /// Take note that the token is revoked, and go on to what comes then.
    GoOn(Revoked),
    /// Take to heart what speaks against everything else as well, such as a credential that has
    /// ended.
    Heed(Failure),
    /// Note what GitLab refuses in this project.
    NoteDenial(ProjectId, Failure),
}

impl Revocation {
    /// Whether the dialog is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Opens the dialog.
    #[must_use]
    pub fn begin(&mut self, what: Revoked) -> Vec<RevocationCommand> {
        let read = RevocationCommand::Read(what.target.clone(), what.token.id);
        *self = Self::Reading(what);
        vec![read]
    }

    /// Asks the person, now that `token` and what else the agent has were read, or could not be.
    #[must_use]
    pub fn read(
        &mut self,
        id: TokenId,
        token: Result<Token, Failure>,
        tokens: Result<Vec<Row<Token>>, Failure>,
        now: Timestamp,
    ) -> Vec<RevocationCommand> {
        let Self::Reading(what) = self else { return Vec::new() };
        if what.token.id != id {
            return Vec::new();
        }
        let mut what = what.clone();
        let listed = tokens.as_ref().map(|rows| Listed::of(rows, |row| row.id.0, id.0));
        let is_gone = listed == Ok(Listed::No);
        // A list that could not be read says nothing of other tokens: the stricter question is
        // asked.
        let is_last = tokens.map_or(true, |rows| rows.len() <= 1);
        let (mut failure, mut commands) = (None, Vec::new());
        match token {
            Ok(token) => what.token = token,
            Err(why) if why.kind == FailureKind::NotFound && is_gone => {
                *self = Self::Gone(what);
                return Vec::new();
            }
            Err(why) => {
                what.token.last_used = LastUsed::Unknown;
                commands.push(RevocationCommand::Heed(why.clone()));
                // The person may have lost access, and the token is what it was.
                failure = Some(why).filter(|why| why.kind == FailureKind::NotFound);
            }
        }
        let risk = RevokeRisk::of(what.token.last_used, is_last, now);
        *self = Self::Confirming { what, risk, failure };
        commands
    }

    /// Calls off the revocation of a token of `order`: its value has come after all.
    pub fn spare(&mut self, order: OrderId) {
        if let Self::Reading(what) | Self::Confirming { what, .. } = self
            && what.after == After::Another(Some(order))
        {
            *self = Self::Closed;
        }
    }

    /// Revokes the token, as the person confirmed. A second call while that is under way does
    /// nothing.
    #[must_use]
    pub fn confirm(&mut self) -> Vec<RevocationCommand> {
        let Self::Confirming { what, risk, .. } = self else { return Vec::new() };
        let (what, risk) = (what.clone(), *risk);
        let revoke = RevocationCommand::Revoke(what.target.clone(), what.token.id);
        *self = Self::Revoking { what, risk };
        vec![revoke]
    }

    /// Says how the request ended.
    #[must_use]
    pub fn removed(&mut self, removal: Removal) -> Vec<RevocationCommand> {
        let (what, risk) = match take(self) {
            Self::Revoking { what, risk } => (what, risk),
            other => {
                *self = other;
                return Vec::new();
            }
        };
        let look = RevocationCommand::LookAtTokens(what.target.clone());
        let token = what.token.clone();
        let told = match removal {
            Removal::Done => RevocationCommand::TellRevoked(token),
            Removal::AlreadyGone => RevocationCommand::TellGone(token),
            Removal::Refused(why) | Removal::Unknown(why) => {
                let denial = RevocationCommand::NoteDenial(what.target.project, why.clone());
                *self = Self::Confirming { what, risk, failure: Some(why.clone()) };
                return vec![look, denial, RevocationCommand::Heed(why)];
            }
        };
        vec![look, told, RevocationCommand::GoOn(what)]
    }

    /// Closes the dialog of a token that was gone before, and goes on to another one.
    #[must_use]
    pub fn replace_gone(&mut self) -> Vec<RevocationCommand> {
        let gone = match self {
            Self::Gone(what) => Some(RevocationCommand::GoOn(what.clone())),
            _ => None,
        };
        self.ask_to_close().into_iter().chain(gone).collect()
    }

    /// Closes the dialog. Nothing is closed that is under way.
    #[must_use]
    pub fn ask_to_close(&mut self) -> Vec<RevocationCommand> {
        match take(self) {
            Self::Gone(what) => vec![RevocationCommand::LookAtTokens(what.target)],
            under_way @ Self::Revoking { .. } => {
                *self = under_way;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
