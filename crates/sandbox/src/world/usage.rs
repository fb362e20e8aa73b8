//! When an agent token was last used.

use std::time::Duration;

use crate::clock::Moment;

/// How a token is used, from which the time of its last use follows.
///
/// GitLab keeps that time twice: a cache that each contact renews and that single reads show,
/// and a database column that is written only when it is 40 minutes old or more, by which lists
/// are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usage {
    Never,
    /// The last contact, and the last one the database column has.
    Last {
        seen: Moment,
        stored: Moment,
    },
    /// An agent that phones home again and again; `shift` keeps agents apart.
    Every {
        period: Duration,
        shift: Duration,
    },
}

/// How old the database column gets before a contact renews it.
const STORED_AT_MOST: Duration = Duration::from_mins(40);

impl Usage {
    pub(crate) const fn at(moment: Moment) -> Self {
        Self::Last { seen: moment, stored: moment }
    }

    /// The time that a single read shows.
    pub(crate) fn last(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Never => None,
            Self::Last { seen, .. } => Some(seen),
            Self::Every { period, shift } => Some(latest_tick(now, period, shift)),
        }
    }

    /// The time that lists are sorted by.
    pub(crate) fn stored(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Never => None,
            Self::Last { stored, .. } => Some(stored),
            Self::Every { shift, .. } => Some(latest_tick(now, STORED_AT_MOST, shift)),
        }
    }

    /// The usage after a contact at `now`.
    pub(crate) fn contacted(self, now: Moment) -> Self {
        let stored = match self.stored(now) {
            Some(stored) if now.since(stored) < STORED_AT_MOST => stored,
            _ => now,
        };
        Self::Last { seen: now, stored }
    }
}

fn latest_tick(now: Moment, period: Duration, shift: Duration) -> Moment {
    let period = u64::try_from(period.as_millis()).unwrap_or(u64::MAX).max(1);
    let past = (now - shift).millis() % period;
    now - Duration::from_millis(past)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    #[test]
    fn a_live_agent_was_always_seen_within_its_period() {
        let period = Duration::from_mins(1);
        let usage = Usage::Every { period, shift: Duration::from_secs(17) };
        for second in 0..200 {
            let now = NOW + Duration::from_secs(second);
            let last = usage.last(now).unwrap();
            assert!(last <= now && now.since(last) < period);
        }
    }

    #[test]
    fn the_stored_time_lags_behind_contacts() {
        let first = Usage::Never.contacted(NOW);
        assert_eq!(first, Usage::at(NOW));
        let soon = NOW + Duration::from_mins(5);
        assert_eq!(first.contacted(soon), Usage::Last { seen: soon, stored: NOW });
        let later = NOW + Duration::from_mins(41);
        assert_eq!(first.contacted(later), Usage::at(later));
    }
}
