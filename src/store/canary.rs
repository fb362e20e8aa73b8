//! For tests only (feature `canary`): a field that nobody clears.

use console_core::digits::digits;

/// A text that a test looks for in the program's memory. Only the end of its session takes it away.
#[derive(Debug)]
pub(super) struct Canary(#[expect(dead_code, reason = "it is looked for in memory")] String);

impl Canary {
    /// That of the session with this number. No part of it that is long enough to be looked for is in the program.
    pub(super) fn of(session: u32) -> Self {
        let mut text = String::new();
        for _ in 0..4 {
            text.push_str(&digits(session.into()));
            text.push_str("-canary-");
        }
        Self(text)
    }
}
