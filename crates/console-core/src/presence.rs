//! How long nobody has been there, and when a console locks for it.

use crate::monotonic::Moment;
use crate::timestamp::Timestamp;

/// A minute, in milliseconds.
const MINUTE_MS: u64 = 60_000;

/// How long before it locks that is announced, in milliseconds. The clock is looked at every ten seconds, so a person
/// has at least thirty to press a key. WCAG 2.2.1 asks for twenty.
const WARNING_MS: u64 = 40_000;

/// How long a request that may bring what cannot be got back postpones the lock: as long as such a request is
/// waited for before it counts as lost.
const GRACE_MS: u64 = MINUTE_MS;

/// When somebody was last there, and when that was last looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    seen: Moment,
    looked: Moment,
}

/// How near the lock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// It is not worth a word.
    Far,
    /// It comes in less than a minute, unless somebody is there.
    Near,
    /// The same, but it waits for an answer, for at most a minute more.
    NearAnswer,
    /// It is time.
    Due,
}

impl Presence {
    /// Somebody is there `now`.
    #[must_use]
    pub const fn at(now: Moment) -> Self {
        Self { seen: now, looked: now }
    }

    /// The same, looked at `now`.
    #[must_use]
    pub const fn look(self, now: Moment) -> Self {
        Self { seen: self.seen, looked: now }
    }

    /// For how many milliseconds nobody had been there at the last look.
    #[must_use]
    pub const fn idle(self) -> u64 {
        self.seen.until(self.looked)
    }

    /// How near the lock is at the last look, if it comes after `minutes`; never with 0.
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

/// Whether a browser has kept for `minutes` or more what somebody used last at `seen`; never with 0.
///
/// One who was there later than `now` has been away for nobody knows how long, as the clock was set back
/// meanwhile, and that counts as too long. Up to a minute is what a clock is put right by.
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
    fn it_locks_after_the_minutes_and_never_with_none() {
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
        /// Whatever is waited for, nobody is away for longer than the minutes and one more.
        #[test]
        fn it_locks_in_time(seconds in 0..10_000_u64, minutes in 1..100_u16, awaits in any::<bool>()) {
            let lock = idle(seconds).lock(minutes, awaits);
            let over = seconds.checked_sub(u64::from(minutes) * 60);
            prop_assert_eq!(lock == Lock::Due, over.is_some_and(|over| over >= 60 || !awaits));
        }
    }
}
