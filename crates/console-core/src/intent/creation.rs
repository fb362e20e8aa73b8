//! Creating something by one request, whose reply may be lost: one machine for everything that is
//! created.
//!
//! What differs between a token and an agent is in [`Creatable`]: how one look recognises what was
//! asked for, what speaks against asking, and what an answer holds.

mod creatable;
mod look;

pub use creatable::{Creatable, Sent, Sight};
pub use look::{Look, Search};

use super::{Existence, Posted, SECOND_LOOK_MS};
use crate::failure::{Failure, FailureKind};
use crate::timestamp::Timestamp;
use look::{doubt, doubted, looked};
use std::rc::Rc;

/// Where the creation of a `T` stands.
#[derive(Clone, Debug)]
pub enum Creation<T: Creatable> {
    /// Reading what there is, to know it from the new one.
    Checking {
        /// What was asked for.
        order: Rc<T::Order>,
    },
    /// The request is under way.
    Posting(Sent<T>),
    /// GitLab refused it: looking whether it had created it all the same. A browser sends a request
    /// again by itself, a POST too, where a connection that was used before ends without an answer
    /// or with 408. It tells nobody, and what is refused may be the second one.
    Doubted {
        /// What was sent.
        sent: Sent<T>,
        /// Why it was refused.
        why: Failure,
    },
    /// GitLab created it, and not all of its answer could be read: looking for the rest. That takes
    /// a moment at most, because a value is to be stored.
    Identifying {
        /// What was sent.
        sent: Sent<T>,
        /// What could be read.
        part: T::Part,
    },
    /// The reply was lost: looking whether it appeared.
    Looking(Search<T>),
    /// It exists, and this is what GitLab answered.
    Created {
        /// What was asked for.
        order: Rc<T::Order>,
        /// What was made.
        made: T::Made,
    },
    /// It exists, its answer is lost, and it was found by looking.
    Found {
        /// What was asked for.
        order: Rc<T::Order>,
        /// What was found.
        found: T::Found,
        /// Whether what was ordered is known to exist. Where this is it for sure, it is.
        existence: Existence,
    },
    /// Nothing was created.
    Refused {
        /// What was asked for.
        order: Rc<T::Order>,
        /// Why.
        why: Failure,
    },
    /// The reply was lost, and two looks found nothing new.
    NotCreated {
        /// What was sent.
        sent: Sent<T>,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The reply was lost, and looking did not settle it.
    Unresolved {
        /// What was sent.
        sent: Sent<T>,
        /// Whether it is known to exist.
        existence: Existence,
        /// Why looking failed; where it did not fail but found nothing, how the reply was lost.
        cause: Failure,
    },
}

/// What happened.
#[derive(Debug)]
pub enum CreationEvent<T: Creatable> {
    /// GitLab was looked at, or could not be.
    Seen {
        /// What it shows, or why that is not known.
        seen: Result<T::Seen, Failure>,
        /// When.
        now: Timestamp,
    },
    /// The request that creates came to an end. It may come late, after its time was over.
    Posted(Posted<T::Answer>),
    /// The request that creates takes longer than it should. It is still under way.
    Overdue,
    /// The time asked for by [`CreationCommand::Wait`] is over.
    Waited,
    /// The person asks to look again.
    LookAgain,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreationCommand {
    /// Look at what there is.
    Look,
    /// Send the one request that creates.
    Post,
    /// Wait this many milliseconds.
    Wait(u32),
}

/// A state, and what to do in it.
type Step<T> = (Creation<T>, Vec<CreationCommand>);

fn stay<T: Creatable>(state: Creation<T>) -> Step<T> {
    (state, Vec::new())
}

impl<T: Creatable> Creation<T> {
    /// Begins.
    #[must_use]
    pub fn begin(order: impl Into<Rc<T::Order>>) -> (Self, Vec<CreationCommand>) {
        (Self::Checking { order: order.into() }, vec![CreationCommand::Look])
    }

    /// What was asked for.
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

    /// Whether nothing more will happen unless a person or a late reply makes it.
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

    /// The next state, and what to do.
    #[must_use]
    pub fn on(self, event: CreationEvent<T>) -> (Self, Vec<CreationCommand>) {
        use CreationEvent::{LookAgain, Posted as Ended, Seen};
        match (self, event) {
            // What reached the browser is taken whatever was believed meanwhile.
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
            // While it was under way it may have created something after the last look.
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
        // A look under way may be older than what was created, and show only what the request made
        // when it was sent first.
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
