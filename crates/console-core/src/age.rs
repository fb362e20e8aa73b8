//! How long ago something was, and whether that can be told.

use crate::timestamp::Timestamp;

/// An age in the one unit in which a person says it, rounded down. The words around the number are the language's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a second, or in the future because the clocks differ.
    Now,
    /// 1 to 59 seconds.
    Seconds(u32),
    /// 1 to 59 minutes.
    Minutes(u32),
    /// 1 to 23 hours.
    Hours(u32),
    /// 1 to 29 days.
    Days(u32),
    /// 1 to 11 months of 30 days.
    Months(u32),
    /// Years of 365 days.
    Years(u32),
}

/// How far something may be ahead of this computer's clock, in milliseconds. Beyond that the clocks differ by nobody
/// knows how much, and ages say nothing.
pub const CLOCK_SKEW_MS: i64 = 300_000;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;
const YEAR: i64 = 365 * DAY;

impl Age {
    /// The age of something `millis` milliseconds ago, as from
    /// [`Timestamp::age_at`](crate::timestamp::Timestamp::age_at).
    #[must_use]
    pub fn of(millis: i64) -> Self {
        let count = |unit: i64| u32::try_from(millis / unit).unwrap_or(u32::MAX);
        match millis {
            ..SECOND => Self::Now,
            SECOND..MINUTE => Self::Seconds(count(SECOND)),
            MINUTE..HOUR => Self::Minutes(count(MINUTE)),
            HOUR..DAY => Self::Hours(count(HOUR)),
            DAY..MONTH => Self::Days(count(DAY)),
            // Twelve months of 30 days are less than a year.
            MONTH..YEAR => Self::Months(count(MONTH).min(11)),
            _ => Self::Years(count(YEAR)),
        }
    }
}

/// Whether a time is so far ahead of `now` that the clocks differ.
#[must_use]
pub const fn is_ahead(time: Timestamp, now: Timestamp) -> bool {
    time.age_at(now) < -CLOCK_SKEW_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_change_at_their_limits() {
        for (millis, age) in [
            (i64::MIN, Age::Now),
            (-1, Age::Now),
            (999, Age::Now),
            (SECOND, Age::Seconds(1)),
            (MINUTE - 1, Age::Seconds(59)),
            (MINUTE, Age::Minutes(1)),
            (HOUR - 1, Age::Minutes(59)),
            (HOUR, Age::Hours(1)),
            (DAY - 1, Age::Hours(23)),
            (DAY, Age::Days(1)),
            (MONTH - 1, Age::Days(29)),
            (MONTH, Age::Months(1)),
            (YEAR - 1, Age::Months(11)),
            (YEAR, Age::Years(1)),
            (10 * YEAR + DAY, Age::Years(10)),
            (i64::MAX, Age::Years(292_471_208)),
        ] {
            assert_eq!(Age::of(millis), age, "{millis}");
        }
    }
}
