//! Looking for what was created, after the reply was lost or GitLab refused.

use super::{Creatable, Creation, CreationCommand, CreationEvent, Sent, Sight, Step, stay};
use crate::failure::{Failure, FailureKind};
use crate::intent::{Existence, Posted, SECOND_LOOK_MS};

/// Which look comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The first.
    First,
    /// The second and last.
    Second,
}

/// A search for what a request may have created.
#[derive(Clone, Debug)]
pub struct Search<T: Creatable> {
    /// The request.
    pub sent: Sent<T>,
    /// Whether the next look is the first or the second.
    pub look: Look,
    /// Whether it is known to exist.
    pub existence: Existence,
    /// How the reply was lost.
    pub cause: Failure,
}

impl<T: Creatable> Search<T> {
    /// Starts a search: up to two looks.
    pub(super) fn begin(sent: Sent<T>, existence: Existence, cause: Failure) -> Step<T> {
        let search = Self { sent, look: Look::First, existence, cause };
        (Creation::Looking(search), vec![CreationCommand::Look])
    }

    /// The search for a request that was pending when the page was closed.
    pub(in crate::intent) fn cut_off(sent: Sent<T>, existence: Existence) -> Self {
        let cause = Failure::without_answer(FailureKind::Unreachable);
        Self { sent, look: Look::First, existence, cause }
    }

    fn unresolved(self) -> Creation<T> {
        let Self { sent, existence, cause, .. } = self;
        Creation::Unresolved { sent, existence, cause }
    }
}

/// Looks once whether it was created although GitLab refused it. Not after 401: without a valid
/// credential nobody can look, and a credential does not expire between two sendings by the
/// browser.
pub(super) fn doubt<T: Creatable>(sent: Sent<T>, why: Failure) -> Step<T> {
    if why.is_unauthorised() {
        return stay(Creation::Refused { order: sent.order, why });
    }
    (Creation::Doubted { sent, why }, vec![CreationCommand::Look])
}

pub(super) fn doubted<T: Creatable>(
    sent: Sent<T>,
    why: Failure,
    seen: Result<T::Seen, Failure>,
) -> Step<T> {
    let existence = Existence::Open;
    stay(match seen.map(|seen| T::find(&sent, existence, seen)) {
        Ok(Sight::Found(found)) => Creation::found(sent.order, found, existence),
        Ok(Sight::Nothing | Sight::Other(_)) => Creation::Refused { order: sent.order, why },
        Err(cause) => Creation::Unresolved { sent, existence, cause },
    })
}

pub(super) fn looked<T: Creatable>(search: Search<T>, event: CreationEvent<T>) -> Step<T> {
    let seen = match event {
        CreationEvent::Seen { seen: Ok(seen), .. } => seen,
        CreationEvent::Seen { seen: Err(cause), .. } => {
            return stay(Search { cause, ..search }.unresolved());
        }
        CreationEvent::Posted(Posted::Refused(why)) if search.existence == Existence::Open => {
            return doubt(search.sent, why);
        }
        // The pending look may be older than the creation, so it counts as the first.
        CreationEvent::Posted(Posted::Unread(cause)) => {
            let (look, existence) = (Look::First, Existence::Proven);
            return stay(Creation::Looking(Search { look, existence, cause, ..search }));
        }
        CreationEvent::Posted(Posted::Lost(cause)) => {
            return stay(Creation::Looking(Search { look: Look::First, cause, ..search }));
        }
        CreationEvent::Waited => return (Creation::Looking(search), vec![CreationCommand::Look]),
        _ => return stay(Creation::Looking(search)),
    };
    match (T::find(&search.sent, search.existence, seen), search.look) {
        (Sight::Found(found), _) => {
            stay(Creation::found(search.sent.order, found, search.existence))
        }
        (Sight::Other(why), _) => stay(Creation::Refused { order: search.sent.order, why }),
        (Sight::Nothing, Look::First) => {
            let search = Search { look: Look::Second, ..search };
            (Creation::Looking(search), vec![CreationCommand::Wait(SECOND_LOOK_MS)])
        }
        (Sight::Nothing, Look::Second) => stay(match search.existence {
            Existence::Open => Creation::NotCreated { sent: search.sent, cause: search.cause },
            Existence::Proven => search.unresolved(),
        }),
    }
}
