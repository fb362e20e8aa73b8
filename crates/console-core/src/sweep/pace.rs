//! Rate limiting.

use super::Ticket;
use crate::timestamp::Timestamp;

/// Default background reads per minute. GitLab.com allows a person 2,000 requests per minute, and
/// they need some for other things.
pub const READS_PER_MINUTE: u32 = 300;

const MINUTE_MS: i64 = 60_000;
const FIRST_PAUSE_MS: i64 = 1_000;

/// How far reads for agents in view may exceed the rate, in milliseconds. Agents that leave a
/// filter once they are read bring others into view; without a limit, that would read all of them
/// at once.
const AHEAD_MS: i64 = MINUTE_MS;

/// The longest wait, even at one read per minute: a longer one means that the computer's clock was
/// set back.
const MOST_MS: i64 = AHEAD_MS + MINUTE_MS;

/// How fast agents out of view are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At most this many reads per minute.
    Steady(u32),
    /// GitLab throttles: one read per minute, agents in view included, until one succeeds.
    Throttled,
    /// Reads fail: one at a time, with growing pauses of up to a minute, until one succeeds.
    Troubled,
}

#[derive(Debug)]
pub(super) struct Pacing {
    per_minute: u32,
    /// When the next background read may be sent.
    next_at: Timestamp,
    slow: Option<Slow>,
}

/// One read at a time.
#[derive(Debug)]
struct Slow {
    is_throttled: bool,
    pause: i64,
    until: Timestamp,
    /// The first ticket after the slowdown. Earlier reads say nothing about it.
    since: u32,
}

impl Pacing {
    pub(super) fn new(per_minute: u32) -> Self {
        Self { per_minute, next_at: Timestamp::from_millis(i64::MIN), slow: None }
    }

    pub(super) fn set_per_minute(&mut self, reads: u32) {
        self.per_minute = reads.max(1);
    }

    pub(super) fn pace(&self) -> Pace {
        match &self.slow {
            None => Pace::Steady(self.per_minute),
            Some(slow) if slow.is_throttled => Pace::Throttled,
            Some(_) => Pace::Troubled,
        }
    }

    /// How long to wait before any read; `None` if several may be concurrent.
    pub(super) fn slow_wait(&self, now: Timestamp) -> Option<i64> {
        self.slow.as_ref().map(|slow| wait_until(slow.until, now))
    }

    /// How long to wait before the next background read.
    pub(super) fn wait(&self, now: Timestamp) -> i64 {
        wait_until(self.next_at, now)
    }

    /// How long to wait before the next read for agents in view.
    pub(super) fn wait_in_sight(&self, now: Timestamp) -> i64 {
        (self.wait(now) - AHEAD_MS).max(0)
    }

    /// How many reads fit into this many milliseconds, at least one.
    pub(super) fn reads_within(&self, millis: i64) -> usize {
        let reads = i64::from(self.per_minute) * millis / MINUTE_MS;
        usize::try_from(reads).unwrap_or(usize::MAX).max(1)
    }

    /// Records a read that was sent. Reads for agents in view count too.
    pub(super) fn sent(&mut self, now: Timestamp) {
        let gap = MINUTE_MS.unsigned_abs().div_ceil(u64::from(self.per_minute));
        self.next_at = now.plus(self.wait(now)).plus(gap as i64);
    }

    /// Records a transient failure. `next` is the next ticket.
    pub(super) fn failed(&mut self, ticket: Ticket, is_throttled: bool, next: u32, now: Timestamp) {
        if let Some(slow) = self.slow.as_mut() {
            let is_probe = ticket.0 >= slow.since;
            if is_probe {
                slow.pause = (slow.pause * 2).min(MINUTE_MS);
            }
            if is_throttled {
                slow.is_throttled = true;
                slow.pause = MINUTE_MS;
            }
            if is_probe || is_throttled {
                slow.until = now.plus(slow.pause);
            }
            return;
        }
        let pause = if is_throttled { MINUTE_MS } else { FIRST_PAUSE_MS };
        self.slow = Some(Slow { is_throttled, pause, until: now.plus(pause), since: next });
    }

    /// Records that GitLab answered a read.
    pub(super) fn answered(&mut self, ticket: Ticket) {
        if self.slow.as_ref().is_some_and(|slow| ticket.0 >= slow.since) {
            self.slow = None;
        }
    }
}

fn wait_until(at: Timestamp, now: Timestamp) -> i64 {
    let wait = now.age_at(at);
    if wait > MOST_MS { 0 } else { wait.max(0) }
}
