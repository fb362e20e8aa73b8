//! One order of a token, and what the dialog shows of it.

use crate::dialog::{Person, Target};
use crate::failure::Failure;
use crate::intent::{Creation, Orphans, TokenOrder};
use crate::model::{ProjectId, Token, TokenId};
use crate::secret::Secret;
use std::rc::Rc;

/// Which order of this tab it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderId(pub(in crate::dialog) u32);

/// A token that was ordered.
#[derive(Debug)]
pub struct Order {
    /// Which one it is.
    pub id: OrderId,
    /// The agent it is for.
    pub target: Target,
    /// How far it has come.
    pub stage: Stage,
    pub(super) what: Rc<TokenOrder>,
    /// Who ordered it.
    pub(super) person: Person,
    pub(super) driver: Driver,
    /// Whether the person was told of a token without its value.
    pub(super) is_told: bool,
    /// Whether the person has to be told of it as soon as nothing else is shown.
    pub(super) waits: bool,
}

/// The future that creates a token, or looks for it.
#[derive(Debug)]
pub(super) enum Driver {
    /// It runs: a reply may still come.
    Runs,
    /// It is over, and this is where it can go on, if anywhere.
    Over(Option<Creation<Token>>),
}

impl Order {
    /// Whether its request, or a look for it, is not over.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self.driver, Driver::Runs)
    }
}

/// How far an order has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading which tokens there are.
    Checking,
    /// The request is under way.
    Posting,
    /// The reply was lost: looking for the token.
    Looking,
    /// The reply was lost, and this is what is known.
    Ended(Outcome),
}

/// What is known of a creation whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
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

impl Outcome {
    pub(super) fn of(state: &Creation<Token>) -> Option<Self> {
        match state {
            Creation::Found { found, .. } => Some(Self::Orphaned { orphans: found.clone() }),
            Creation::NotCreated { cause, .. } => Some(Self::NotCreated { cause: cause.clone() }),
            Creation::Unresolved { cause, .. } => Some(Self::Unresolved { cause: cause.clone() }),
            _ => None,
        }
    }
}

/// A value, which is here and nowhere else.
#[derive(Debug)]
pub struct Value {
    /// The order it came for.
    pub order: OrderId,
    /// The agent it is for.
    pub target: Target,
    /// The token; `None` where it is not known which one has this value.
    pub token: Option<Token>,
    /// The value.
    pub secret: Secret,
    pub(super) what: Rc<TokenOrder>,
}

impl Value {
    /// The token's id, where it is known which one has this value.
    #[must_use]
    pub fn id(&self) -> Option<TokenId> {
        self.token.as_ref().map(|token| token.id)
    }
}

/// What a person was about to do when they were asked about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Close the dialog.
    Closing,
    /// Sign out.
    SigningOut,
}

/// What the dialog shows.
#[derive(Debug)]
pub enum Shown<'a> {
    /// There is no dialog.
    Nothing,
    /// The person names a token.
    Naming {
        /// The agent it is for.
        target: &'a Target,
        /// Why GitLab did not create it the last time.
        refused: Option<&'a Failure>,
    },
    /// An order, and what is known of it.
    Order(&'a Order),
    /// The token exists, and this is its value.
    Value(&'a Value),
}

/// What lies below every value.
#[derive(Debug, Default)]
pub(super) enum Ground {
    #[default]
    Closed,
    Naming {
        target: Target,
        marker: String,
        refused: Option<Failure>,
    },
    Order(OrderId),
}

/// What a console has to do.
#[derive(Debug)]
pub enum TokenCommand {
    /// Create it, and tell how that goes.
    Create(OrderId, Rc<TokenOrder>),
    /// Go on with it by looking, and tell how that goes.
    Resume(OrderId, Creation<Token>),
    /// Make what still runs look again.
    Nudge(OrderId),
    /// Note the state that was told in the journal, before anything comes of it.
    Follow,
    /// Drop it from the journal: the person has seen what became of it.
    Forget(Rc<TokenOrder>),
    /// Show it, by [`TokenDialog::show`](super::TokenDialog::show), as soon as no dialog is open.
    ShowWhenFree(OrderId),
    /// Call off the revocation of the tokens of this order: the value has come after all.
    Spare(OrderId),
    /// Tell that a token was created, and wait for its agent to use it.
    Announce(ProjectId, Token),
    /// Take to heart what speaks against everything else as well, such as a credential that has
    /// ended.
    Heed(Failure),
    /// Note what GitLab refuses in this project.
    NoteDenial(ProjectId, Failure),
    /// Sign out.
    SignOut,
}
