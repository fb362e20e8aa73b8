//! Runs a target and measures it; reports its input if it fails.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Runs a target. `memory` is the limit in bytes: a fixed part, and a part per byte of input.
pub(crate) fn run(name: &str, target: fn(&[u8]), input: &[u8], memory: (u64, u64)) {
    let _told = Told { name, input };
    let used = allocation_counter::measure(|| target(input));
    let (fixed, per_byte) = memory;
    let allowed = fixed + per_byte * input.len() as u64;
    assert!(used.bytes_max <= allowed, "took {} bytes of {allowed}", used.bytes_max);
}

/// The CPU time of this thread, without other programs.
pub(crate) fn cpu_time(work: impl FnOnce()) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    let start = now();
    work();
    now() - start
}

/// Prints the input if the target panics.
struct Told<'a> {
    name: &'a str,
    input: &'a [u8],
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let start = &self.input[..self.input.len().min(4096)];
            eprintln!("{}, {} bytes: {}", self.name, self.input.len(), start.escape_ascii());
        }
    }
}
