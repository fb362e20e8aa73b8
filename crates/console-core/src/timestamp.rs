//! Points in time.

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The point `millis` milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Milliseconds from `self` to `now`; negative if `self` is in the future.
    #[must_use]
    pub const fn age_at(self, now: Self) -> i64 {
        now.0.saturating_sub(self.0)
    }

    /// The point `millis` milliseconds later.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Parses an RFC 3339 date-time with `Z` or an offset: a GitLab instance whose time zone is not
    /// UTC sends offsets. Rejects times before 1970, such as the year 0, which stand for a missing
    /// time.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let zone_at = rest.find(['Z', 'z', '+', '-'])?;
        let (time, zone) = rest.split_at_checked(zone_at)?;
        let millis = days_from_date(date)? * DAY_MS + time_of_day(time)? - offset(zone)?;
        Self::of_gitlab(millis)
    }

    /// Parses `YYYY-MM-DD` as the start of that day in UTC, with the limits of
    /// [`Timestamp::parse_rfc3339`].
    #[must_use]
    pub fn parse_date(text: &str) -> Option<Self> {
        Self::of_gitlab(days_from_date(text)? * DAY_MS)
    }

    fn of_gitlab(millis: i64) -> Option<Self> {
        (millis >= 0).then_some(Self(millis))
    }

    /// The date in UTC as `YYYYMMDD`.
    #[must_use]
    pub fn compact_date(self) -> String {
        let (year, month, day) = date_from_days(self.0.div_euclid(DAY_MS));
        let mut text = String::with_capacity(8);
        push_padded(&mut text, year, 4);
        push_padded(&mut text, month, 2);
        push_padded(&mut text, day, 2);
        text
    }

    /// The time in UTC as `YYYY-MM-DD HH:MM:SS UTC`.
    #[must_use]
    pub fn utc_text(self) -> String {
        let mut text = self.to_the_second(" ");
        text.push_str(" UTC");
        text
    }

    /// The time in UTC as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let mut text = self.to_the_second("T");
        text.push('.');
        push_padded(&mut text, self.0.rem_euclid(1000), 3);
        text.push('Z');
        text
    }

    fn to_the_second(self, before_time: &str) -> String {
        let (year, month, day) = date_from_days(self.0.div_euclid(DAY_MS));
        let second = self.0.rem_euclid(DAY_MS) / 1000;
        let mut text = String::with_capacity(24);
        for (number, width, after) in [
            (year, 4, "-"),
            (month, 2, "-"),
            (day, 2, before_time),
            (second / 3600, 2, ":"),
            (second / 60 % 60, 2, ":"),
            (second % 60, 2, ""),
        ] {
            push_padded(&mut text, number, width);
            text.push_str(after);
        }
        text
    }
}

/// Milliseconds per day.
pub const DAY_MS: i64 = 86_400_000;

fn digits(text: &str, len: usize) -> Option<i64> {
    let right = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

fn days_from_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    let right = parts.next().is_none()
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day);
    right.then(|| days_from_civil(year, month, day))
}

fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = digits(parts.next()?, 2)?;
    // 60 is a leap second, which Unix time ignores.
    let right = parts.next().is_none() && hour < 24 && minute < 60 && second <= 60;
    let millis = fraction_millis(fraction)?;
    right.then(|| ((hour * 60 + minute) * 60 + second.min(59)) * 1000 + millis)
}

fn fraction_millis(text: &str) -> Option<i64> {
    let mut millis = 0;
    let mut worth = 100;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        millis += i64::from(byte - b'0') * worth;
        worth /= 10;
    }
    Some(millis)
}

fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, by Howard Hinnant's `days_from_civil`, which starts years in March, so
/// that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn push_padded(text: &mut String, number: i64, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        text.push('0');
    }
    text.push_str(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn millis(text: &str) -> Option<i64> {
        Timestamp::parse_rfc3339(text).map(Timestamp::as_millis)
    }

    #[test]
    fn parses_gitlabs_formats() {
        assert_eq!(millis("2022-04-20T20:42:40.221Z"), Some(1_650_487_360_221));
        assert_eq!(millis("2022-04-21T05:42:40.221+09:00"), Some(1_650_487_360_221));
        assert_eq!(
            millis("2022-04-20 20:42:40 +0000".replacen(' ', "T", 1).replace(' ', "").as_str()),
            Some(1_650_487_360_000)
        );
        assert_eq!(millis("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(millis("1970-01-01T01:01:01.0019-00:30"), Some(5_461_001));
        // A leap second equals the second before it.
        assert_eq!(millis("2016-12-31T23:59:60Z"), millis("2016-12-31T23:59:59Z"));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "2022",
            "2022-02-30T00:00:00Z",
            "2022-13-01T00:00:00Z",
            "2022-00-01T00:00:00Z",
            "2022-01-00T00:00:00Z",
            "2022-01-01-01T00:00:00Z",
            "2022-01-01T24:00:00Z",
            "2022-01-01T00:60:00Z",
            "2022-01-01T00:00:61Z",
            "2022-01-01T00:00:00:00Z",
            "2022-01-01T00:00:00",
            "2022-01-01T00:00:00Zz",
            "2022-01-01T00:00:00+24:00",
            "2022-01-01T00:00:00+00:60",
            "2022-01-01T00:00:00.1x2Z",
            "2022-01-01T00:00:00+9:00",
            "２022-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00+00:01",
        ] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    #[test]
    fn writes_dates() {
        let time = Timestamp::parse_rfc3339("2026-11-02T03:04:05.678Z").unwrap();
        assert_eq!(time.compact_date(), "20261102");
        assert_eq!(time.utc_text(), "2026-11-02 03:04:05 UTC");
        assert_eq!(time.rfc3339(), "2026-11-02T03:04:05.678Z");
        let before = Timestamp::from_millis(-1);
        assert_eq!(before.rfc3339(), "1969-12-31T23:59:59.999Z");
    }

    /// Every day from before a century with a leap day until after one without.
    #[test]
    fn the_calendar_is_right() {
        let mut start = Timestamp::from_millis(0);
        for year in 1970..2110 {
            let is_leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
            let february = if is_leap { 29 } else { 28 };
            let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                for day in 1..=length {
                    let date = format!("{year}-{month:02}-{day:02}");
                    assert_eq!(Timestamp::parse_date(&date), Some(start));
                    assert_eq!(start.compact_date(), date.replace('-', ""));
                    start = start.plus(DAY_MS);
                }
                let no_day = format!("{year}-{month:02}-{}", length + 1);
                assert_eq!(Timestamp::parse_date(&no_day), None);
            }
        }
        let march = Timestamp::parse_date("1970-03-01").unwrap();
        let before = march.plus(-(400 * 365 + 97) * DAY_MS);
        assert_eq!(before.compact_date(), "15700301");
        assert_eq!(before.plus(-DAY_MS).compact_date(), "15700228");
        assert_eq!(Timestamp::parse_date("1969-12-31"), None);
    }

    proptest! {
        #[test]
        fn round_trips(second in 0_i64..253_402_300_800) {
            let time = Timestamp::from_millis(second * 1000);
            let text = time.utc_text().replace(" UTC", "Z").replacen(' ', "T", 1);
            prop_assert_eq!(Timestamp::parse_rfc3339(&text), Some(time));
        }

        #[test]
        fn formatting_loses_nothing(millis in 0_i64..253_402_300_800_000) {
            let time = Timestamp::from_millis(millis);
            prop_assert_eq!(Timestamp::parse_rfc3339(&time.rfc3339()), Some(time));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Timestamp::parse_rfc3339(&text);
            let _ = Timestamp::parse_date(&text);
        }
    }
}
