//! The sandbox's clock: the machine's, plus what tests have advanced it by.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Serialize, Serializer};

/// A point in time with GitLab's precision: milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

/// Returns the sandbox's time.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    advance: Duration,
}

impl Clock {
    pub(crate) fn now(&self) -> Moment {
        Moment::from(SystemTime::now()) + self.advance
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.advance = self.advance.saturating_add(by);
    }
}

impl Moment {
    pub(crate) const EPOCH: Self = Self(0);

    pub(crate) const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    pub(crate) const fn millis(self) -> u64 {
        self.0
    }

    /// The duration since `earlier`; zero if that is not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// The date alone, `YYYY-MM-DD`, in UTC.
    pub(crate) fn date(self) -> String {
        self.to_string().chars().take(10).collect()
    }

    /// The time as in HTTP headers.
    pub(crate) fn http_date(self) -> String {
        httpdate::fmt_http_date(self.into())
    }

    /// Parses an HTTP date or an RFC 3339 time, the two forms that clients send in headers.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        httpdate::parse_http_date(text)
            .ok()
            .or_else(|| humantime::parse_rfc3339_weak(text).ok())
            .map(Self::from)
    }
}

impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX))
    }
}

impl From<Moment> for SystemTime {
    fn from(moment: Moment) -> Self {
        UNIX_EPOCH + Duration::from_millis(moment.0)
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, by: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(by.as_millis()).unwrap_or(u64::MAX)))
    }
}

impl Sub<Duration> for Moment {
    type Output = Self;

    fn sub(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(u64::try_from(by.as_millis()).unwrap_or(u64::MAX)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        humantime::format_rfc3339_millis((*self).into()).fmt(f)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_gitlab_writes_them() {
        let moment = Moment::parse("2022-04-20T20:42:40.221Z").unwrap();
        assert_eq!(moment.to_string(), "2022-04-20T20:42:40.221Z");
        assert_eq!(moment.date(), "2022-04-20");
        assert_eq!(moment.http_date(), "Wed, 20 Apr 2022 20:42:40 GMT");
    }

    #[test]
    fn both_header_forms_are_read() {
        let moment = Moment::from_millis(1_650_487_360_000);
        assert_eq!(Moment::parse("Wed, 20 Apr 2022 20:42:40 GMT"), Some(moment));
        assert_eq!(Moment::parse("2022-04-20T20:42:40Z"), Some(moment));
        assert_eq!(Moment::parse("yesterday"), None);
    }

    #[test]
    fn advancing_moves_the_clock() {
        let mut clock = Clock::default();
        let before = clock.now();
        clock.advance(Duration::from_secs(3600));
        assert!(clock.now().since(before) >= Duration::from_secs(3600));
    }
}
