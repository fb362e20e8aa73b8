//! Deleting an agent, with all its tokens.

use super::Target;
use crate::failure::Failure;
use crate::intent::Removal;
use crate::model::ProjectId;
use std::mem::take;

/// Where deleting an agent stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Deletion {
    /// Nobody deletes one.
    #[default]
    Closed,
    /// The person confirms.
    Confirming {
        /// The agent.
        target: Target,
        /// Why the last attempt did not delete it.
        failure: Option<Failure>,
    },
    /// The request is under way.
    Deleting {
        /// The agent.
        target: Target,
    },
}

/// What a console has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeletionCommand {
    /// Read the agent's tokens, so that the dialog tells the truth.
    LookAtTokens(Target),
    /// Ask GitLab to delete it, and tell by [`Deletion::removed`].
    Delete(Target),
    /// Tell that it was deleted, and take it away.
    TellDeleted(Target),
    /// Tell that it was gone before, and take it away.
    TellGone(Target),
    /// Take to heart what speaks against everything else as well, such as a credential that has
    /// ended.
    Heed(Failure),
    /// Note what GitLab refuses in this project.
    NoteDenial(ProjectId, Failure),
}

impl Deletion {
    /// Whether the dialog is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Opens the dialog.
    #[must_use]
    pub fn begin(&mut self, target: Target) -> Vec<DeletionCommand> {
        *self = Self::Confirming { target: target.clone(), failure: None };
        vec![DeletionCommand::LookAtTokens(target)]
    }

    /// Deletes the agent, as the person confirmed. A second call while that is under way does
    /// nothing.
    #[must_use]
    pub fn confirm(&mut self) -> Vec<DeletionCommand> {
        let Self::Confirming { target, .. } = self else { return Vec::new() };
        let target = target.clone();
        *self = Self::Deleting { target: target.clone() };
        vec![DeletionCommand::Delete(target)]
    }

    /// Says how the request ended.
    #[must_use]
    pub fn removed(&mut self, removal: Removal) -> Vec<DeletionCommand> {
        let target = match take(self) {
            Self::Deleting { target } => target,
            other => {
                *self = other;
                return Vec::new();
            }
        };
        match removal {
            Removal::Done => vec![DeletionCommand::TellDeleted(target)],
            Removal::AlreadyGone => vec![DeletionCommand::TellGone(target)],
            Removal::Refused(why) | Removal::Unknown(why) => {
                let denial = DeletionCommand::NoteDenial(target.project, why.clone());
                *self = Self::Confirming { target, failure: Some(why.clone()) };
                vec![denial, DeletionCommand::Heed(why)]
            }
        }
    }

    /// Closes the dialog. Nothing is closed that is under way.
    pub fn ask_to_close(&mut self) {
        if !matches!(self, Self::Deleting { .. }) {
            *self = Self::Closed;
        }
    }
}

#[cfg(test)]
mod tests;
