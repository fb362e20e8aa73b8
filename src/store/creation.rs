//! Creating a token, from its name to the moment its value is stored.

use super::{Leaving, Ordered, State};
use crate::browser::clock::{now, random};
use console_core::failure::Failure;
use console_core::intent::Orphans;
use console_core::model::{AgentId, ProjectId, Token};
use console_core::names::suggest_token_name;
use console_core::secret::Secret;
use leptos::prelude::*;
use std::mem::replace;
use std::rc::Rc;

/// The agent a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Its id.
    pub(crate) agent: AgentId,
    /// Its name.
    pub(crate) agent_name: String,
    /// Its project.
    pub(crate) project: ProjectId,
    /// The project's path.
    pub(crate) project_path: String,
}

/// What the dialog shows that creates a token.
#[derive(Debug)]
pub(crate) enum Creation {
    /// Nobody creates one.
    Closed,
    /// The person names it.
    Naming {
        /// The agent it is for.
        target: Target,
        /// The random part of the suggested name.
        marker: String,
        /// Why GitLab did not create it the last time.
        refused: Option<Failure>,
    },
    /// It is being created.
    UnderWay {
        /// The token that was ordered.
        order: Rc<Ordered>,
        /// What is being done.
        step: Step,
    },
    /// The reply was lost, and this is what is known.
    Ended {
        /// The token that was ordered.
        order: Rc<Ordered>,
        /// What is known.
        outcome: Outcome,
    },
    /// It exists, and this is its value, which is here and nowhere else.
    Revealed {
        /// The token that was ordered.
        order: Rc<Ordered>,
        /// The token; `None` where it is not known which one has this value.
        token: Option<Token>,
        /// Its value.
        secret: Secret,
        /// What a value that came late covers, and what is there again once the value is stored.
        behind: Box<Creation>,
    },
}

/// What is being done to create a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reading which tokens there are.
    Checking,
    /// The request is under way.
    Posting,
    /// The reply was lost: looking for the token.
    Looking,
}

/// What is known of a creation whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The token exists without its value.
    Orphaned {
        /// The token, and those that came of the same request sent again by the browser.
        orphans: Orphans,
    },
    /// No new token appeared.
    NotCreated {
        /// How the reply was lost.
        cause: Failure,
    },
    /// Looking failed too.
    Unresolved {
        /// Why.
        cause: Failure,
    },
}

impl Creation {
    /// Whether a value is on the screen.
    pub(crate) fn shows_secret(&self) -> bool {
        matches!(self, Self::Revealed { .. })
    }

    /// Whether another value waits for the one on the screen to be stored.
    pub(crate) fn hides_secret(&self) -> bool {
        matches!(self, Self::Revealed { behind, .. } if behind.shows_secret())
    }

    /// Whether the request of the order shown may still be answered.
    pub(crate) fn is_request_open(&self) -> bool {
        self.order().is_some_and(|order| order.is_under_way())
    }

    pub(super) fn order(&self) -> Option<&Rc<Ordered>> {
        match self {
            Self::UnderWay { order, .. }
            | Self::Ended { order, .. }
            | Self::Revealed { order, .. } => Some(order),
            Self::Closed | Self::Naming { .. } => None,
        }
    }

    /// What is shown, but for values: nothing takes one of them from the screen but its own button.
    pub(super) fn ground(&mut self) -> &mut Self {
        match self {
            Self::Revealed { behind, .. } => behind.ground(),
            other => other,
        }
    }

    /// The place where `order` is shown, unless the person has closed it.
    pub(super) fn place_of(&mut self, order: &Rc<Ordered>) -> Option<&mut Self> {
        let ground = self.ground();
        let is_its = ground.order().is_some_and(|shown| Rc::ptr_eq(shown, order));
        is_its.then_some(ground)
    }
}

impl State {
    /// Opens the dialog that creates a token for the open agent.
    pub(crate) fn begin_creation(&'static self) {
        if let Some(target) = self.open_target() {
            self.name_token(target);
        }
    }

    /// Goes back to the form after a creation that led to nothing.
    pub(crate) fn create_again(&'static self) {
        let target = self.creation.with_untracked(|creation| match creation {
            Creation::Ended { order, .. } => Some(order.target.clone()),
            _ => None,
        });
        if let Some(target) = target {
            self.name_token(target);
        }
    }

    /// Opens the dialog that creates a token for `target`.
    pub(super) fn name_token(&'static self, target: Target) {
        let (name, marker) = suggest_token_name(&target.agent_name, now(), u64::from(random()));
        self.form.begin(name);
        let naming = Creation::Naming { target, marker, refused: None };
        let left = replace(self.creation.write().ground(), naming);
        self.leave(&left);
    }

    /// Reads the value on the screen, where there is one. It is never handed out.
    pub(crate) fn with_secret<T>(&'static self, read: impl FnOnce(&str) -> T) -> Option<T> {
        self.creation.with_untracked(|creation| match creation {
            Creation::Revealed { secret, .. } => Some(read(secret.expose())),
            _ => None,
        })
    }

    /// Whether a value would be lost if everything that is shown went. Not tracked.
    pub(crate) fn has_unsaved_secret(&'static self) -> bool {
        self.creation.with_untracked(|creation| {
            let is_stored = self.secret_stored.get_untracked() && !creation.hides_secret();
            creation.shows_secret() && !is_stored
        })
    }

    /// Asks to close the dialog. A value that is not stored is not let go without a question.
    pub(crate) fn ask_to_close_creation(&'static self) {
        let is_unsaved = self.creation.with_untracked(Creation::shows_secret)
            && !self.secret_stored.get_untracked();
        if is_unsaved {
            self.leaving_secret.set(Some(Leaving::Closing));
        } else {
            self.close_creation();
        }
    }

    /// Keeps the dialog open after all.
    pub(crate) fn keep_secret(&'static self) {
        self.leaving_secret.set(None);
    }

    /// Lets the value go unsaved, as the person confirmed, and does what they were about to do.
    pub(crate) fn leave_secret(&'static self) {
        match self.leaving_secret.get_untracked() {
            Some(Leaving::Closing) => {
                self.let_go();
                self.close_creation();
            }
            Some(Leaving::SigningOut) => self.sign_out_now(),
            None => {}
        }
    }

    /// Takes note that nobody has the value on the screen: its token is one of those whose value is lost.
    fn let_go(&'static self) {
        self.creation.with_untracked(|creation| {
            if let Creation::Revealed { token: Some(token), .. } = creation {
                self.held.update_untracked(|held| held.retain(|held| *held != token.id));
            }
        });
    }

    /// Closes the dialog. A value in it is dropped and its memory overwritten.
    pub(super) fn close_creation(&'static self) {
        self.leaving_secret.set(None);
        let mut shown = self.creation.write();
        let behind = match &mut *shown {
            Creation::Revealed { behind, .. } => replace(&mut **behind, Creation::Closed),
            _ => Creation::Closed,
        };
        let left = replace(&mut *shown, behind);
        drop(shown);
        self.secret_stored.set(false);
        self.leave(&left);
    }

    /// Takes note that the person has seen what `left` said.
    fn leave(&'static self, left: &Creation) {
        if let Some(order) = left.order()
            && !order.is_under_way()
        {
            self.forget_token(order);
        }
    }
}
