//! How long nobody has been there, by a clock that may be set.
//!
//! It is the computer's clock, because no other one goes on while a computer sleeps. A person, or whoever keeps
//! clocks right, may set it back, and that must not keep a console open for longer.

use crate::timestamp::Timestamp;

/// A minute, in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// When somebody was last there, and the clock when it was last looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    seen: Timestamp,
    looked: Timestamp,
}

impl Presence {
    /// Somebody is there `now`.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self { seen: now, looked: now }
    }

    /// What a browser has kept of it, looked at `now`.
    #[must_use]
    pub const fn kept(seen: Timestamp, now: Timestamp) -> Self {
        Self { seen, looked: now }
    }

    /// The same, looked at `now`. Where the clock was set back since the last look, when somebody was there moves
    /// back with it: what had passed by then stays passed, and only the time between the two looks does not count.
    #[must_use]
    pub fn look(self, now: Timestamp) -> Self {
        let forward = self.looked.age_at(now).min(0);
        Self { seen: self.seen.plus(forward), looked: now }
    }

    /// When somebody was last there, by the clock of the last look.
    #[must_use]
    pub const fn seen(self) -> Timestamp {
        self.seen
    }

    /// Whether somebody was there last `minutes` or more before the last look, or will have been in
    /// `ahead` milliseconds if nobody comes; never with 0.
    ///
    /// One who will only be there later has been away for nobody knows how long, as the clock was set back
    /// meanwhile, and that counts as too long. Up to a minute is what a clock is put right by.
    #[must_use]
    pub fn is_over(self, minutes: u16, ahead: u32) -> bool {
        let age = self.seen.age_at(self.looked).saturating_add(MINUTE_MS);
        // Below zero it is more than any number of minutes.
        let age = age.cast_unsigned().saturating_add(ahead.into());
        minutes > 0 && age >= (u64::from(minutes) + 1) * MINUTE_MS.unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000).plus(minute * MINUTE_MS)
    }

    #[test]
    fn it_is_over_after_the_minutes_and_never_with_none() {
        let there = Presence::at(at(0));
        assert!(!there.look(at(0)).is_over(60, 0));
        assert!(!there.look(at(60).plus(-1)).is_over(60, 0));
        assert!(there.look(at(60)).is_over(60, 0));
        assert!(!there.look(at(100_000)).is_over(0, 0));
    }

    #[test]
    fn it_is_known_ahead_of_time() {
        let there = Presence::at(at(0));
        assert!(!there.look(at(59).plus(-1)).is_over(60, 60_000));
        assert!(there.look(at(59)).is_over(60, 60_000));
        assert!(!there.look(at(59)).is_over(60, 59_999));
        assert!(!there.look(at(59)).is_over(0, 60_000));
        assert!(Presence::kept(at(1_000), at(0)).is_over(60, u32::MAX));
    }

    #[test]
    fn a_clock_set_back_takes_no_minute_away() {
        let half = Presence::at(at(0)).look(at(30));
        let back = half.look(at(-1_000));
        assert_eq!(back.seen(), at(-1_030));
        assert!(!back.look(at(-971)).is_over(60, 0));
        assert!(back.look(at(-970)).is_over(60, 0));
    }

    #[test]
    fn what_was_kept_from_the_future_is_over() {
        assert!(!Presence::kept(at(0), at(59)).is_over(60, 0));
        assert!(Presence::kept(at(0), at(60)).is_over(60, 0));
        assert!(!Presence::kept(at(1), at(0)).is_over(60, 0));
        assert!(Presence::kept(at(1).plus(1), at(0)).is_over(60, 0));
        assert!(!Presence::kept(at(1_000), at(0)).is_over(0, 0));
        assert!(!Presence::kept(at(0), at(1_000)).is_over(0, 0));
    }

    proptest! {
        /// However a clock is set, nobody gains more than the time between two looks for each time it is set back.
        #[test]
        fn whatever_the_clock_does_it_is_over_in_time(
            steps in proptest::collection::vec((0..20_i64, prop_oneof![Just(0), -500_000..500_000_i64]), 1..40),
        ) {
            let (mut clock, mut passed, mut lost) = (0, 0, 0);
            let mut there = Presence::at(at(0));
            for (minutes, set) in steps {
                clock += minutes + set;
                passed += minutes;
                if set < 0 {
                    lost += minutes;
                }
                there = there.look(at(clock));
                prop_assert!(there.seen().age_at(at(clock)) >= (passed - lost) * MINUTE_MS);
            }
        }
    }
}
