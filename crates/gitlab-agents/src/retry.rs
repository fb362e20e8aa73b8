//! Which reads are tried again, and when.
//!
//! GitLab does send `Retry-After` with a 429, but does not expose it to other origins. So the plan
//! is a minute, and the header is followed where it can be read. After any other passing failure there is a
//! growing pause with chance in it.
//!
//! A GitLab with several databases may ask one that lags behind: it does not know a token yet that was
//! just made, of a person or of an agent. So one 401 is asked about once more before a session is
//! called over, and where it matters one 404.

use crate::budget::Urgency;
use crate::connection::PAUSE_MS;
use console_core::failure::{Failure, FailureKind, Unauthorised};
use console_core::timestamp::Timestamp;

/// How long one try of a read may take, in milliseconds.
pub(crate) const READ_MS: u32 = 30_000;

/// How often a read is sent at most.
const TRIES: u32 = 3;

/// How often a read is sent that GitLab asks to slow down: after two minutes a person decides.
const THROTTLED_TRIES: u32 = 2;

const FIRST_PAUSE_MS: u32 = 1_000;
const LONGEST_PAUSE_MS: u32 = 30_000;

/// How often a read is sent that GitLab answers as if it did not know something yet.
const DOUBTED_TRIES: u32 = 2;

/// What a 404 means to one read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// What it says.
    Believed,
    /// It is doubted once: what is read was there a moment ago.
    Doubted,
}

/// The tries of one read.
pub(crate) struct Tries {
    urgency: Urgency,
    absence: Absence,
    failed: u32,
}

impl Tries {
    pub(crate) fn new(urgency: Urgency, absence: Absence) -> Self {
        Self { urgency, absence, failed: 0 }
    }

    /// How many milliseconds to wait before the next try; `None` where there is none.
    pub(crate) fn pause_after(&mut self, failure: &Failure, random: u32) -> Option<u32> {
        let doubled = 1 << self.failed.min(16);
        self.failed += 1;
        if self.failed >= self.allowed(&failure.kind) {
            return None;
        }
        Some(match failure.kind {
            // How long is for the whole connection to say: see `Pause`.
            FailureKind::Throttled { .. } => 0,
            _ => part(random, (FIRST_PAUSE_MS * doubled).min(LONGEST_PAUSE_MS)),
        })
    }

    /// How often a read with this outcome is sent. Silence is answered fast to a person, who knows
    /// best whether the network is there; in the background it is tried once more.
    fn allowed(&self, kind: &FailureKind) -> u32 {
        match (kind, self.urgency) {
            (FailureKind::Maintenance | FailureKind::Server, _) => TRIES,
            (FailureKind::Throttled { .. }, _) => THROTTLED_TRIES,
            (FailureKind::Unreachable | FailureKind::TimedOut, Urgency::Background) => 2,
            // That a token has expired or was revoked is no sign of a database that lags behind.
            (FailureKind::Unauthorised(Unauthorised::Unknown | Unauthorised::Other), _) => {
                DOUBTED_TRIES
            }
            (FailureKind::NotFound, _) if self.absence == Absence::Doubted => DOUBTED_TRIES,
            _ => 1,
        }
    }
}

/// In how many milliseconds GitLab may be asked again, at `now`, after it asked to slow down: when it says, within a
/// minute.
pub(crate) fn after_throttle(retry_at: Option<Timestamp>, now: Timestamp) -> u32 {
    let wait = retry_at.map(|at| u32::try_from(now.age_at(at).max(0)).unwrap_or(PAUSE_MS));
    wait.map_or(PAUSE_MS, |wait| wait.min(PAUSE_MS))
}

/// An even share of `0..=most`, by `random` out of all `u32`.
fn part(random: u32, most: u32) -> u32 {
    let share = (u64::from(random) * (u64::from(most) + 1)) >> 32;
    u32::try_from(share).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    const NOW: Timestamp = Timestamp::from_millis(0);

    #[test]
    fn every_part_is_as_likely() {
        let quarter = 1 << 30;
        let parts = [0, quarter - 1, quarter, 2 * quarter, 3 * quarter, u32::MAX];
        assert_eq!(parts.map(|random| part(random, 3)), [0, 0, 1, 2, 3, 3]);
        assert_eq!(part(u32::MAX, u32::MAX), u32::MAX);
    }

    /// The pauses until a read with always the same failure is given up.
    fn pauses(kind: FailureKind, urgency: Urgency, random: u32) -> Vec<u32> {
        let failure = Failure::without_answer(kind);
        let mut tries = Tries::new(urgency, Absence::Believed);
        std::iter::from_fn(|| tries.pause_after(&failure, random)).take(9).collect()
    }

    #[test]
    fn passing_failures_are_tried_three_times_with_growing_pauses() {
        let most = |kind| pauses(kind, Urgency::User, u32::MAX);
        assert_eq!(most(FailureKind::Server), [1000, 2000]);
        assert_eq!(pauses(FailureKind::Server, Urgency::User, 0), [0, 0]);
        assert_eq!(most(FailureKind::Throttled { retry_at: None }), [0], "the connection waits");
    }

    #[test]
    fn a_readable_retry_after_is_followed_up_to_a_minute() {
        for (asked, waited) in [(7_000, 7_000), (900_000, 60_000), (-5, 0), (i64::MAX, 60_000)] {
            assert_eq!(after_throttle(Some(NOW.plus(asked)), NOW), waited);
        }
        assert_eq!(after_throttle(None, NOW), 60_000);
    }

    #[test]
    fn silence_is_tried_again_only_in_the_background() {
        for kind in [FailureKind::Unreachable, FailureKind::TimedOut] {
            assert_eq!(pauses(kind, Urgency::User, 1).len(), 0);
            assert_eq!(pauses(kind, Urgency::Background, 1).len(), 1);
        }
    }

    #[test]
    fn what_a_lagging_database_says_is_asked_once_more() {
        for why in [Unauthorised::Unknown, Unauthorised::Other] {
            assert_eq!(pauses(FailureKind::Unauthorised(why), Urgency::User, 1).len(), 1);
        }
        let absent = Failure::without_answer(FailureKind::NotFound);
        let mut tries = Tries::new(Urgency::Background, Absence::Doubted);
        assert!(tries.pause_after(&absent, 1).is_some());
        assert_eq!(tries.pause_after(&absent, 1), None);
    }

    #[test]
    fn what_will_not_change_is_not_tried_again() {
        for kind in [
            FailureKind::Unauthorised(Unauthorised::Expired),
            FailureKind::Unauthorised(Unauthorised::Revoked),
            FailureKind::Unauthorised(Unauthorised::Foreign),
            FailureKind::ScopeTooSmall,
            FailureKind::PermissionMissing,
            FailureKind::Forbidden,
            FailureKind::ReadForbidden,
            FailureKind::NotFound,
            FailureKind::Refused,
            FailureKind::BlockedByPolicy,
            FailureKind::Moved,
            FailureKind::Unreadable,
        ] {
            assert_eq!(pauses(kind, Urgency::Background, 1).len(), 0);
        }
    }
}
