//! Parses libFuzzer's final statistics.

use std::fmt;

/// The statistics of one target.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stats {
    inputs: u64,
    peak_mib: u64,
}

impl Stats {
    /// Reads the `stat::...` lines of libFuzzer's output.
    pub(crate) fn read(output: &str) -> Option<Self> {
        let number = |name: &str| {
            let mut lines = output.lines().filter_map(|line| line.strip_prefix("stat::"));
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':')?.trim().parse().ok())
        };
        Some(Self { inputs: number("number_of_executed_units")?, peak_mib: number("peak_rss_mb")? })
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} inputs, no finding, at most {} MiB", self.inputs, self.peak_mib)
    }
}

/// The lines of libFuzzer's output that describe the finding and name the input file.
pub(crate) fn finding(output: &str) -> String {
    let tells = |line: &&str| {
        ["panicked at", "ERROR: ", "SUMMARY: ", "Test unit written to"]
            .iter()
            .any(|mark| line.contains(mark))
    };
    let mut lines = output.lines();
    let mut told = Vec::new();
    while let Some(line) = lines.next() {
        if tells(&line) {
            told.push(line);
            // An assertion's message follows on the next lines.
            if line.contains("panicked at") {
                told.extend(lines.by_ref().take(3));
            }
        }
    }
    told.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_statistics() {
        let output = "Done 12 runs in 1 second(s)\nstat::number_of_executed_units: 12\n\
                      stat::average_exec_per_sec:     12\nstat::peak_rss_mb:              61\n";
        assert_eq!(Stats::read(output), Some(Stats { inputs: 12, peak_mib: 61 }));
        assert_eq!(Stats::read("stat::peak_rss_mb: 61"), None);
    }

    #[test]
    fn reports_a_finding() {
        let output = "#2 INITED\nthread '<unnamed>' panicked at src/a.rs:1:2:\nassertion\n left: 1\n right: 2\n\
                      noise\nSUMMARY: libFuzzer: deadly signal\nnoise\n";
        let told = "thread '<unnamed>' panicked at src/a.rs:1:2:\nassertion\n left: 1\n right: 2\n\
                    SUMMARY: libFuzzer: deadly signal";
        assert_eq!(finding(output), told);
    }
}
