//! Test counts, summed from the runners' reports.

use serde_json::Value;
use std::fmt;

/// Test counts over all runners.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Counts {
    /// Adds a summary line of `cargo test`, such as `test result: ok. 5 passed; 0 failed; 1
    /// ignored; 0 measured; 0 filtered out; ...`.
    pub(crate) fn add_cargo_line(&mut self, line: &str) {
        if !line.starts_with("test result: ") {
            return;
        }
        for part in line.split("; ") {
            let mut words = part.split_whitespace().rev();
            let (Some(word), Some(Ok(count))) = (words.next(), words.next().map(str::parse)) else {
                continue;
            };
            self.add(word, count);
        }
    }

    /// Adds the `stats` of Playwright's JSON report. A test that passed only on retry counts as
    /// failed.
    pub(crate) fn add_playwright(&mut self, report: &Value) {
        for (key, word) in [
            ("expected", "passed"),
            ("unexpected", "failed"),
            ("flaky", "failed"),
            ("skipped", "ignored"),
        ] {
            let count = report.pointer(&format!("/stats/{key}")).and_then(Value::as_u64);
            self.add(word, count.unwrap_or(0));
        }
    }

    fn add(&mut self, word: &str, count: u64) {
        match word {
            "passed" => self.passed += count,
            "failed" => self.failed += count,
            "ignored" => self.skipped += count,
            _ => {}
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(formatter, ", {skipped} skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_cargos_results() {
        let mut counts = Counts::default();
        for line in [
            "test tests::5 passed; ... ok",
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; done",
        ] {
            counts.add_cargo_line(line);
        }
        assert_eq!(counts, Counts { passed: 7, failed: 1, skipped: 1 });
        assert_eq!(counts.to_string(), "7 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn counts_playwrights_results() {
        let mut counts = Counts::default();
        counts.add_playwright(&serde_json::json!({
            "stats": { "expected": 3, "unexpected": 1, "flaky": 1, "skipped": 0 }
        }));
        assert_eq!(counts.to_string(), "3 passed, 2 failed");
    }
}
