//! Creating something by one request whose reply may be lost: one state machine for everything that
//! is created.
//!
//! [`Creatable`] has what differs between tokens and agents: how a look at GitLab recognises what
//! was ordered, what prevents sending, and what a response contains.

mod creatable;
mod look;

pub use creatable::{Creatable, Sent, Sight};
pub use look::{Look, Search};

use super::{Existence, Posted, SECOND_LOOK_MS};
use crate::failure::{Failure, FailureKind};
use crate::timestamp::Timestamp;
use look::{doubt, doubted, looked};
use std::rc::Rc;

/// The state of creating a `T`.
#[derive(Clone, Debug)]
pub enum Creation<T: Creatable> {
    /// Reading what exists, to tell it from what will be created.
    Checking {
        /// The order.
        order: Rc<T::Order>,
    },
    /// The request was sent.
    Posting(Sent<T>),
    /// GitLab refused it: checking whether it was created anyway. If a reused connection closes
    /// without a response, or with 408, browsers silently resend a request, even a POST; the
    /// refusal may be the response to the second one.
    Doubted {
        /// The request.
        sent: Sent<T>,
        /// The reason for the refusal.
        why: Failure,
    },
    /// GitLab created it, but part of the response is unreadable: looking for the rest. This is
    /// kept short, because the person must store the value.
    Identifying {
        /// The request.
        sent: Sent<T>,
        /// The readable part.
        part: T::Part,
    },
    /// The reply was lost: checking whether it exists.
    Looking(Search<T>),
    /// It exists, and GitLab's response was read.
    Created {
        /// The order.
        order: Rc<T::Order>,
        /// What was created.
        made: T::Made,
    },
    /// It exists, its response was lost, and a look found it.
    Found {
        /// The order.
        order: Rc<T::Order>,
        /// What was found.
        found: T::Found,
        /// Whether what was ordered is known to exist. If [`Creatable::is_sure`], it does.
        existence: Existence,
    },
    /// Nothing was created.
    Refused {
        /// The order.
        order: Rc<T::Order>,
        /// The reason.
        why: Failure,
    },
    /// The reply was lost, and two looks found nothing.
    NotCreated {
        /// The request.
        sent: Sent<T>,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The reply was lost, and the looks were inconclusive.
    Unresolved {
        /// The request.
        sent: Sent<T>,
        /// Whether it is known to exist.
        existence: Existence,
        /// Why a look failed; if it succeeded but found nothing, how the reply was lost.
        cause: Failure,
    },
}

/// An event of a creation.
#[derive(Debug)]
pub enum CreationEvent<T: Creatable> {
    /// A look at GitLab ended.
    Seen {
        /// What it found, or why it failed.
        seen: Result<T::Seen, Failure>,
        /// When it ended.
        now: Timestamp,
    },
    /// The creating request ended, possibly after its deadline.
    Posted(Posted<T::Answer>),
    /// The creating request exceeds its deadline and is still pending.
    Overdue,
    /// The wait requested by [`CreationCommand::Wait`] ended.
    Waited,
    /// The person asks to look again.
    LookAgain,
}

/// A command to carry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreationCommand {
    /// Look at what exists in GitLab.
    Look,
    /// Send the one creating request.
    Post,
    /// Wait this many milliseconds.
    Wait(u32),
}

/// The next state, with commands.
type Step<T> = (Creation<T>, Vec<CreationCommand>);

fn stay<T: Creatable>(state: Creation<T>) -> Step<T> {
    (state, Vec::new())
}

impl<T: Creatable> Creation<T> {
    /// Starts a creation.
    #[must_use]
    pub fn begin(order: impl Into<Rc<T::Order>>) -> (Self, Vec<CreationCommand>) {
        (Self::Checking { order: order.into() }, vec![CreationCommand::Look])
    }

    /// The order.
    #[must_use]
    pub fn order(&self) -> &Rc<T::Order> {
        match self {
            Self::Checking { order }
            | Self::Created { order, .. }
            | Self::Found { order, .. }
            | Self::Refused { order, .. } => order,
            Self::Posting(sent)
            | Self::Doubted { sent, .. }
            | Self::Identifying { sent, .. }
            | Self::Looking(Search { sent, .. })
            | Self::NotCreated { sent, .. }
            | Self::Unresolved { sent, .. } => &sent.order,
        }
    }

    /// Whether only the person or a late reply can change the state.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Checking { .. }
                | Self::Posting(_)
                | Self::Doubted { .. }
                | Self::Identifying { .. }
                | Self::Looking(_)
        )
    }

    /// Handles an event: returns the next state, with commands.
    #[must_use]
    pub fn on(self, event: CreationEvent<T>) -> (Self, Vec<CreationCommand>) {
        use CreationEvent::{LookAgain, Posted as Ended, Seen};
        match (self, event) {
            // A response that arrived overrides whatever was assumed before.
            (state @ Self::Created { .. }, _) => stay(state),
            (Self::Identifying { sent, part }, event) => identified(sent, part, event),
            (state, Ended(Posted::Created(answer))) => received(state, answer),
            (Self::Checking { order }, Seen { seen, now }) => checked(order, seen, now),
            (Self::Posting(sent), event) => posted(sent, event),
            (Self::Doubted { sent, why }, Seen { seen, .. }) => doubted(sent, why, seen),
            (Self::Looking(search), event) => looked(search, event),
            (
                Self::Doubted { sent, .. }
                | Self::NotCreated { sent, .. }
                | Self::Unresolved { sent, .. },
                Ended(Posted::Unread(cause)),
            ) => Search::begin(sent, Existence::Proven, cause),
            // While pending, the request may have created something after the last look.
            (Self::NotCreated { sent, .. }, Ended(Posted::Lost(cause))) => {
                Search::begin(sent, Existence::Open, cause)
            }
            (
                Self::NotCreated { sent, .. }
                | Self::Unresolved { sent, existence: Existence::Open, .. },
                Ended(Posted::Refused(why)),
            ) => doubt(sent, why),
            (Self::Found { order, found, .. }, Ended(Posted::Unread(_))) => {
                stay(Self::Found { order, found, existence: Existence::Proven })
            }
            (Self::Unresolved { sent, existence, cause }, LookAgain) => {
                Search::begin(sent, existence, cause)
            }
            (state, _) => stay(state),
        }
    }

    fn found(order: Rc<T::Order>, found: T::Found, existence: Existence) -> Self {
        let existence = if T::is_sure(&found) { Existence::Proven } else { existence };
        Self::Found { order, found, existence }
    }
}

fn checked<T: Creatable>(
    order: Rc<T::Order>,
    seen: Result<T::Seen, Failure>,
    now: Timestamp,
) -> Step<T> {
    match seen.and_then(|seen| T::check(&order, seen)) {
        Ok(before) => {
            let sent = Sent { order, before, started_at: now };
            (Creation::Posting(sent), vec![CreationCommand::Post])
        }
        Err(why) => stay(Creation::Refused { order, why }),
    }
}

fn posted<T: Creatable>(sent: Sent<T>, event: CreationEvent<T>) -> Step<T> {
    let (existence, cause) = match event {
        CreationEvent::Posted(Posted::Refused(why)) => return doubt(sent, why),
        CreationEvent::Posted(Posted::Unread(cause)) => (Existence::Proven, cause),
        CreationEvent::Posted(Posted::Lost(cause)) => (Existence::Open, cause),
        CreationEvent::Overdue => (Existence::Open, Failure::without_answer(FailureKind::TimedOut)),
        _ => return stay(Creation::Posting(sent)),
    };
    Search::begin(sent, existence, cause)
}

fn received<T: Creatable>(state: Creation<T>, answer: T::Answer) -> Step<T> {
    let part = match T::made(answer) {
        Ok(made) => return stay(Creation::Created { order: state.order().clone(), made }),
        Err(part) => part,
    };
    match state {
        // A pending look may be older than the creation, and may show only what the first sending
        // of the request created.
        Creation::Posting(sent) => {
            let commands = vec![CreationCommand::Look, CreationCommand::Wait(SECOND_LOOK_MS)];
            (Creation::Identifying { sent, part }, commands)
        }
        Creation::Found { order, found, .. } => stay(completed(order, part, Some(found), None)),
        state => stay(completed(state.order().clone(), part, None, None)),
    }
}

fn identified<T: Creatable>(sent: Sent<T>, part: T::Part, event: CreationEvent<T>) -> Step<T> {
    let since = match event {
        CreationEvent::Seen { seen: Ok(seen), .. } => {
            match T::find(&sent, Existence::Proven, seen) {
                Sight::Found(found) => Some(found),
                Sight::Nothing | Sight::Other(_) => None,
            }
        }
        CreationEvent::Seen { .. } | CreationEvent::Waited => None,
        _ => return stay(Creation::Identifying { sent, part }),
    };
    stay(completed(sent.order, part, None, since))
}

fn completed<T: Creatable>(
    order: Rc<T::Order>,
    part: T::Part,
    before: Option<T::Found>,
    since: Option<T::Found>,
) -> Creation<T> {
    match T::complete(part, before, since) {
        Ok(made) => Creation::Created { order, made },
        Err(found) => Creation::found(order, found, Existence::Proven),
    }
}
