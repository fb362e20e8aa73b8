//! The last use of agent tokens.

use std::time::Duration;

use crate::clock::Moment;

/// How a token is used, which determines its last use.
///
/// GitLab stores that time twice: in a cache that every contact updates and single reads return,
/// and in a database column that is only updated when it is 40 minutes old or more and that lists
/// are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usage {
    Never,
    /// The last contact, and the last one stored in the database column.
    Last {
        seen: Moment,
        stored: Moment,
    },
    /// An agent that connects regularly; `shift` makes agents differ.
    Every {
        period: Duration,
        shift: Duration,
    },
}

/// The maximum age of the database column before a contact updates it.
const STORED_AT_MOST: Duration = Duration::from_mins(40);

impl Usage {
    pub(crate) const fn at(moment: Moment) -> Self {
        Self::Last { seen: moment, stored: moment }
    }

    /// The time that single reads return.
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
