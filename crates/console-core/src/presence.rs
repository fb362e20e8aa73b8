//! User inactivity, and when the console locks because of it.

use crate::monotonic::Moment;
use crate::timestamp::Timestamp;

/// A minute, in milliseconds.
const MINUTE_MS: u64 = 60_000;

/// How long before the lock the warning appears, in milliseconds. The clock is checked every ten
/// seconds, so a person has at least thirty to react; WCAG 2.2.1 requires twenty.
const WARNING_MS: u64 = 40_000;

/// How long a pending request, whose result cannot be recovered, postpones the lock: as long as it
/// takes until such a request counts as lost.
const GRACE_MS: u64 = MINUTE_MS;

/// The last user activity, and the last check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    seen: Moment,
    looked: Moment,
}

/// How soon the console locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Not soon.
    Far,
    /// In less than a minute, unless the user is active.
    Near,
    /// As [`Self::Near`], but it waits for a response, for a minute at most.
    NearAnswer,
    /// Now.
    Due,
}

impl Presence {
    /// The user is active `now`.
    #[must_use]
    pub const fn at(now: Moment) -> Self {
        Self { seen: now, looked: now }
    }

    /// The same, checked `now`.
    #[must_use]
    pub const fn look(self, now: Moment) -> Self {
        Self { seen: self.seen, looked: now }
    }

    /// Milliseconds without user activity at the last check.
    #[must_use]
    pub const fn idle(self) -> u64 {
        self.seen.until(self.looked)
    }

    /// How soon the console locks, as of the last check, if it locks after `minutes`; 0 means
    /// never.
    #[must_use]
    pub fn lock(self, minutes: u16, awaits_answer: bool) -> Lock {
        if minutes == 0 {
            return Lock::Far;
        }
        let over = self.idle().saturating_add(WARNING_MS);
        let Some(over) = over.checked_sub(u64::from(minutes) * MINUTE_MS) else {
            return Lock::Far;
        };
        let grace = if awaits_answer { GRACE_MS } else { 0 };
        match over.checked_sub(WARNING_MS) {
            Some(over) if over >= grace => Lock::Due,
            _ if awaits_answer => Lock::NearAnswer,
            _ => Lock::Near,
        }
    }
}

/// Whether what was last used at `seen` has been stored for `minutes` or longer; never if 0.
///
/// If `seen` is later than `now`, the clock was set back and the true time is unknown, so it counts
/// as too long. Differences of up to a minute are normal clock corrections.
#[must_use]
pub fn is_kept_too_long(seen: Timestamp, now: Timestamp, minutes: u16) -> bool {
    let age = seen.age_at(now);
    let most = (u64::from(minutes) * MINUTE_MS).cast_signed();
    minutes > 0 && (age >= most || age < -MINUTE_MS.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn idle(seconds: u64) -> Presence {
        let start = Moment::from_millis(5);
        Presence::at(start).look(start.plus(seconds * 1_000))
    }

    #[test]
    fn locks_after_the_minutes_and_never_with_zero() {
        for (seconds, lock) in [
            (0, Lock::Far),
            (3_559, Lock::Far),
            (3_560, Lock::Near),
            (3_599, Lock::Near),
            (3_600, Lock::Due),
            (100_000, Lock::Due),
        ] {
            assert_eq!(idle(seconds).lock(60, false), lock, "{seconds}");
            assert_eq!(idle(seconds).lock(0, false), Lock::Far);
        }
        assert_eq!(idle(20).lock(1, false), Lock::Near);
    }

    #[test]
    fn an_answer_is_waited_for_a_minute_more() {
        for (seconds, lock) in [
            (3_559, Lock::Far),
            (3_560, Lock::NearAnswer),
            (3_659, Lock::NearAnswer),
            (3_660, Lock::Due),
        ] {
            assert_eq!(idle(seconds).lock(60, true), lock, "{seconds}");
        }
    }

    #[test]
    fn what_was_kept_from_the_future_is_over() {
        let at = |minute: i64| Timestamp::from_millis(1_700_000_000_000).plus(minute * 60_000);
        assert!(!is_kept_too_long(at(0), at(59), 60));
        assert!(is_kept_too_long(at(0), at(60), 60));
        assert!(!is_kept_too_long(at(1), at(0), 60));
        assert!(is_kept_too_long(at(1).plus(1), at(0), 60));
        assert!(!is_kept_too_long(at(1_000), at(0), 0));
        assert!(!is_kept_too_long(at(0), at(1_000), 0));
    }

    proptest! {
        /// Whatever is pending, it locks within the minutes and one more.
        #[test]
        fn it_locks_in_time(seconds in 0..10_000_u64, minutes in 1..100_u16, awaits in any::<bool>()) {
            let lock = idle(seconds).lock(minutes, awaits);
            let over = seconds.checked_sub(u64::from(minutes) * 60);
            prop_assert_eq!(lock == Lock::Due, over.is_some_and(|over| over >= 60 || !awaits));
        }
    }
}
