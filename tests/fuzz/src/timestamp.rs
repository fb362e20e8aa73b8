//! Times as GitLab writes them.

use crate::text;
use console_core::age::Age;
use console_core::timestamp::Timestamp;

/// The years from 1970 to 9999, in milliseconds.
const YEARS: std::ops::Range<i64> = 0..253_402_300_800_000;

/// A date or date-time: a parsed time is formatted in one way, which parses back to the second.
pub fn timestamp(bytes: &[u8]) {
    let text = text(bytes);
    let times = [Timestamp::parse_rfc3339(&text), Timestamp::parse_date(&text)];
    for time in times.into_iter().flatten() {
        assert!(text.is_ascii() && text.len() >= 10);
        let millis = time.as_millis();
        let _ = Age::of(time.age_at(Timestamp::from_millis(i64::MIN)));
        let _ = Age::of(time.age_at(Timestamp::from_millis(i64::MAX)));
        // An offset may move a time into a year without four digits.
        if YEARS.contains(&millis) {
            let written = time.utc_text();
            let form = written.replace(" UTC", "Z").replacen(' ', "T", 1);
            let again = Timestamp::parse_rfc3339(&form);
            assert_eq!(again.map(Timestamp::as_millis), Some(millis - millis.rem_euclid(1000)));
            assert_eq!(time.compact_date(), written.replace('-', "").get(..8).unwrap_or_default());
        }
    }
}
