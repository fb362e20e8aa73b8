//! A clock that never goes back and includes the time in which a computer sleeps.
//!
//! Neither of a browser's clocks does both. The monotonic clock cannot be set, but stops on many
//! computers while they sleep. The wall clock continues, but people or time services may set it.

use crate::timestamp::Timestamp;

/// The drift between the two clocks, in milliseconds, from which on it counts as sleep or as a
/// clock that was set.
const DRIFT_MS: i64 = 1_000;

/// A point in time of a [`MonotonicClock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// The point `millis` milliseconds after the clock's start.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// The point `millis` milliseconds later.
    #[must_use]
    pub const fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `self` to `later`; 0 if `later` is earlier.
    #[must_use]
    pub const fn until(self, later: Self) -> u64 {
        later.0.saturating_sub(self.0)
    }
}

/// Combines the readings of a computer's two clocks into moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonotonicClock {
    /// Milliseconds in which the monotonic clock stood still.
    slept: u64,
    /// How far the wall clock is ahead of the monotonic clock, in milliseconds.
    ahead: i64,
}

impl MonotonicClock {
    /// Starts at the readings `wall` and `awake`, in milliseconds since any epoch.
    #[must_use]
    pub const fn new(wall: Timestamp, awake: u64) -> Self {
        Self { slept: 0, ahead: Timestamp::from_millis(awake.cast_signed()).age_at(wall) }
    }

    /// The moment for the readings `wall` and `awake`.
    ///
    /// If the wall clock has gained on the monotonic one, the computer slept that long or the clock
    /// was set forward; the two cannot be told apart, so both count as sleep. If it has lost, it
    /// was set back, which subtracts nothing. Sleep is missed only if the clock is set back
    /// meanwhile.
    #[must_use]
    pub fn read(&mut self, wall: Timestamp, awake: u64) -> Moment {
        let ahead = Timestamp::from_millis(awake.cast_signed()).age_at(wall);
        let gained = ahead.saturating_sub(self.ahead);
        if gained.unsigned_abs() >= DRIFT_MS.unsigned_abs() {
            self.ahead = ahead;
            self.slept = self.slept.saturating_add(gained.max(0).unsigned_abs());
        }
        Moment(awake.saturating_add(self.slept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Timestamp = Timestamp::from_millis(1_700_000_000_000);
    const HOUR_MS: u64 = 3_600_000;

    #[test]
    fn a_clock_that_is_set_back_takes_nothing_away() {
        let mut clock = MonotonicClock::new(START, 500);
        let first = clock.read(START, 500);
        let later = clock.read(START.plus(-5 * 3_600_000), 500 + HOUR_MS);
        assert_eq!(first.until(later), HOUR_MS);
        let last = clock.read(START.plus(-4 * 3_600_000), 500 + 2 * HOUR_MS);
        assert_eq!(later.until(last), HOUR_MS);
    }

    #[test]
    fn sleep_counts() {
        let mut clock = MonotonicClock::new(START, 0);
        let first = clock.read(START, 0);
        let woken = clock.read(START.plus(8 * 3_600_000), 20);
        assert_eq!(first.until(woken), 8 * HOUR_MS);
        let later = clock.read(START.plus(8 * 3_600_000 + 40), 60);
        assert_eq!(woken.until(later), 40);
    }

    #[test]
    fn frequent_reads_add_no_time() {
        let mut clock = MonotonicClock::new(START, 0);
        let first = clock.read(START, 0);
        for look in 1..=1_000 {
            // One clock is read just before the other ticks.
            let _ = clock.read(START.plus(look + look % 2), look.unsigned_abs());
        }
        assert_eq!(first.until(clock.read(START.plus(1_000), 1_000)), 1_000);
    }

    #[test]
    fn handles_extreme_times() {
        let mut clock = MonotonicClock::new(Timestamp::from_millis(i64::MIN), 0);
        let first = clock.read(Timestamp::from_millis(i64::MIN), 0);
        let last = clock.read(Timestamp::from_millis(i64::MAX), u64::MAX);
        assert!(first < last && last.plus(u64::MAX) == last);
        assert_eq!(last.until(first), 0);
    }

    proptest! {
        /// However the clock is set and the computer sleeps, all time counts, except for less than
        /// the drift each time the clock is set.
        #[test]
        fn all_time_counts(
            steps in proptest::collection::vec(
                (0..20_000_u64, 0..20_000_u64, prop_oneof![Just(0), -500_000..500_000_i64]),
                1..40,
            ),
        ) {
            let (mut wall, mut awake) = (START, 0);
            let mut clock = MonotonicClock::new(wall, awake);
            let mut before = clock.read(wall, awake);
            let first = before;
            let (mut passed, mut drift) = (0, DRIFT_MS.unsigned_abs());
            for (worked, slept, set) in steps {
                passed += worked + slept;
                awake += worked;
                wall = wall.plus((worked + slept).cast_signed());
                let now = clock.read(wall, awake);
                prop_assert!(before.until(now) >= worked);
                wall = wall.plus(set);
                before = clock.read(wall, awake);
                prop_assert!(before >= now);
                if set != 0 {
                    drift += DRIFT_MS.unsigned_abs();
                }
                prop_assert!(first.until(before) + drift >= passed);
            }
        }
    }
}
