//! Connection status of agents, and the risk of revoking their tokens.

use crate::age::is_ahead;
use crate::model::{Contact, LastUsed};
use crate::timestamp::Timestamp;

/// Up to this age, in milliseconds, a token's use means "connected", as in GitLab's own UI (8
/// minutes).
pub const CONNECTED_MS: i64 = 480_000;

/// Beyond this age, in milliseconds, a token's use means "silent": GitLab's server counts an agent
/// as connected for one hour. Between the two the status is uncertain, because some agents call
/// only every nine or ten minutes, and the stored time may be almost an hour old.
pub const SILENT_MS: i64 = 3_600_000;

/// Up to this age, in milliseconds, what was read counts as what is: a status goes on with the time by itself.
const FRESH_MS: i64 = 240_000;

/// The age, in milliseconds, at which an agent is read again.
const RENEWAL_MS: i64 = 240_000;

/// How long before a status change an agent in view is read again, in milliseconds. Also the
/// minimum time between two reads of it.
const AHEAD_MS: i64 = 30_000;

/// The same for agents out of view, which wait in a queue.
const OUT_OF_VIEW_AHEAD_MS: i64 = 60_000;

/// The minimum time between two reads of an agent out of view, in milliseconds.
const OUT_OF_VIEW_REST_MS: i64 = 120_000;

/// Whether an agent is in contact with GitLab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConnectionStatus {
    /// The last contact is less than 8 minutes ago.
    Connected,
    /// The last contact is 8 to 60 minutes ago.
    Quiet,
    /// The last contact is more than 60 minutes ago.
    Silent,
    /// No active token was ever used. Earlier tokens may have been, but lists do not contain
    /// revoked tokens.
    NeverUsed,
    /// There is no active token.
    NoToken,
    /// Not read, incompletely read, or so long ago that it may have changed.
    Unknown,
}

impl ConnectionStatus {
    /// All statuses, from best to unknown.
    pub const ALL: [Self; 6] =
        [Self::Connected, Self::Quiet, Self::Silent, Self::NeverUsed, Self::NoToken, Self::Unknown];

    /// Its name in a filter and in an export.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Quiet => "quiet",
            Self::Silent => "silent",
            Self::NeverUsed => "never_used",
            Self::NoToken => "no_token",
            Self::Unknown => "unknown",
        }
    }

    /// The status at `now` of an agent whose last contact was `contact` as of `read_at`. A contact
    /// up to some minutes in the future counts as now; beyond that the clocks differ and it is
    /// unknown.
    ///
    /// On a page left open, time alone would turn every agent silent, although nobody checked for a
    /// newer contact. So a status that only time would change becomes unknown some minutes after
    /// the read, until the next one.
    #[must_use]
    pub fn of(contact: Contact, read_at: Timestamp, now: Timestamp) -> Self {
        match contact {
            Contact::Unread | Contact::Failed => Self::Unknown,
            Contact::NoToken => Self::NoToken,
            Contact::NeverUsed => Self::NeverUsed,
            Contact::LastUsed(time) | Contact::LastSeen(time) => {
                if is_ahead(time, read_at.max(now)) {
                    return Self::Unknown;
                }
                let status = Self::of_age(time.age_at(now.max(read_at)));
                let is_fresh = read_at.age_at(now) < FRESH_MS;
                let lasts = is_fresh || status == Self::of_age(time.age_at(read_at));
                if lasts { status } else { Self::Unknown }
            }
            // One recent use proves a connection; an old one says nothing about the other tokens.
            Contact::NotBefore(time)
                if time.age_at(now) < CONNECTED_MS && !is_ahead(time, read_at.max(now)) =>
            {
                Self::Connected
            }
            Contact::NotBefore(_) => Self::Unknown,
        }
    }

    /// The status of an agent whose last contact is this many milliseconds ago.
    const fn of_age(millis: i64) -> Self {
        match millis {
            age if age < CONNECTED_MS => Self::Connected,
            age if age <= SILENT_MS => Self::Quiet,
            _ => Self::Silent,
        }
    }
}

/// What was last read of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastRead {
    /// Its last contact.
    pub contact: Contact,
    /// When that was read.
    pub at: Timestamp,
}

impl LastRead {
    /// Whether to read an agent in view again, before time changes its status.
    #[must_use]
    pub fn is_due_in_sight(self, now: Timestamp) -> bool {
        self.is_due(now, AHEAD_MS, AHEAD_MS)
    }

    /// Whether to read an agent out of view again.
    #[must_use]
    pub fn is_due_out_of_sight(self, now: Timestamp) -> bool {
        self.is_due(now, OUT_OF_VIEW_AHEAD_MS, OUT_OF_VIEW_REST_MS)
    }

    /// When its status becomes unknown without another read; `None` if never.
    #[must_use]
    pub fn fades_at(self) -> Option<Timestamp> {
        self.changes_at().map(|time| time.max(self.at.plus(FRESH_MS)))
    }

    fn is_due(self, now: Timestamp, ahead: i64, rest: i64) -> bool {
        let age = self.at.age_at(now);
        let changes = self.changes_at().is_some_and(|time| time.age_at(now.plus(ahead)) >= 0);
        // If the clock was set back, the age would never grow.
        (changes && age >= rest) || !(-AHEAD_MS..RENEWAL_MS).contains(&age)
    }

    /// When time alone changes the status it had when read.
    fn changes_at(self) -> Option<Timestamp> {
        let (Contact::LastUsed(time) | Contact::LastSeen(time)) = self.contact else { return None };
        match ConnectionStatus::of_age(time.age_at(self.at)) {
            ConnectionStatus::Connected => Some(time.plus(CONNECTED_MS)),
            ConnectionStatus::Quiet => Some(time.plus(SILENT_MS + 1)),
            _ => None,
        }
    }
}

/// The number of agents per status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Connected.
    pub connected: u32,
    /// Quiet.
    pub quiet: u32,
    /// Silent.
    pub silent: u32,
    /// Never used.
    pub never_used: u32,
    /// Without a token.
    pub no_token: u32,
    /// Unknown.
    pub unknown: u32,
}

impl StatusCounts {
    /// The number of agents with that status.
    #[must_use]
    pub const fn of(&self, status: ConnectionStatus) -> u32 {
        match status {
            ConnectionStatus::Connected => self.connected,
            ConnectionStatus::Quiet => self.quiet,
            ConnectionStatus::Silent => self.silent,
            ConnectionStatus::NeverUsed => self.never_used,
            ConnectionStatus::NoToken => self.no_token,
            ConnectionStatus::Unknown => self.unknown,
        }
    }

    /// The number of all agents.
    #[must_use]
    pub fn all(&self) -> u32 {
        ConnectionStatus::ALL.into_iter().map(|status| self.of(status)).sum()
    }

    /// Adds agents with that status.
    pub fn add(&mut self, status: ConnectionStatus, more: u32) {
        let slot = match status {
            ConnectionStatus::Connected => &mut self.connected,
            ConnectionStatus::Quiet => &mut self.quiet,
            ConnectionStatus::Silent => &mut self.silent,
            ConnectionStatus::NeverUsed => &mut self.never_used,
            ConnectionStatus::NoToken => &mut self.no_token,
            ConnectionStatus::Unknown => &mut self.unknown,
        };
        *slot += more;
    }
}

/// What revoking a token may break, which decides how it is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevokeRisk {
    /// Never used: nothing depends on it, even if it is the last one. One click confirms.
    Unused,
    /// Last used more than 60 minutes ago, and another token is active. The person types its id.
    Idle,
    /// Used within the last 60 minutes. The person types its id below a warning of what breaks.
    Live,
    /// The agent's only active token, and it has been used. Confirmed like [`RevokeRisk::Live`].
    LastToken,
    /// Not known to be unused. Confirmed like [`RevokeRisk::Live`].
    UnknownUse,
}

impl RevokeRisk {
    /// The risk of revoking a token last used at `last_used`; `is_last` if the agent has no other
    /// active token.
    #[must_use]
    pub const fn of(last_used: LastUsed, is_last: bool, now: Timestamp) -> Self {
        match last_used {
            LastUsed::Never => Self::Unused,
            LastUsed::Unknown => Self::UnknownUse,
            LastUsed::At(_) if is_last => Self::LastToken,
            // The clocks differ, so the age is unknown.
            LastUsed::At(time) if is_ahead(time, now) => Self::UnknownUse,
            LastUsed::At(time) if time.age_at(now) <= SILENT_MS => Self::Live,
            LastUsed::At(_) => Self::Idle,
        }
    }
}

/// Whether `typed` confirms `id`: with or without a leading `#`, ignoring surrounding white space.
#[must_use]
pub fn matches_id(typed: &str, id: u64) -> bool {
    let typed = typed.trim();
    typed.strip_prefix('#').unwrap_or(typed) == id.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
    const MINUTE: i64 = 60_000;

    fn ago(millis: i64) -> Timestamp {
        NOW.plus(-millis)
    }

    #[test]
    fn status_follows_the_last_contact() {
        use ConnectionStatus::{Connected, NeverUsed, NoToken, Quiet, Silent, Unknown};
        for (contact, status) in [
            (Contact::LastUsed(ago(0)), Connected),
            (Contact::LastUsed(ago(8 * MINUTE - 1)), Connected),
            (Contact::LastUsed(ago(8 * MINUTE)), Quiet),
            (Contact::LastUsed(ago(60 * MINUTE)), Quiet),
            (Contact::LastUsed(ago(60 * MINUTE + 1)), Silent),
            (Contact::LastUsed(ago(-5 * MINUTE)), Connected),
            (Contact::LastUsed(Timestamp::from_millis(i64::MIN)), Silent),
            (Contact::LastUsed(ago(-5 * MINUTE - 1)), Unknown),
            (Contact::LastUsed(Timestamp::from_millis(i64::MAX)), Unknown),
            (Contact::LastSeen(ago(8 * MINUTE)), Quiet),
            (Contact::NotBefore(ago(-5 * MINUTE - 1)), Unknown),
            (Contact::NotBefore(ago(8 * MINUTE - 1)), Connected),
            (Contact::NotBefore(ago(8 * MINUTE)), Unknown),
            (Contact::NeverUsed, NeverUsed),
            (Contact::NoToken, NoToken),
            (Contact::Unread, Unknown),
            (Contact::Failed, Unknown),
        ] {
            assert_eq!(ConnectionStatus::of(contact, NOW, NOW), status, "{contact:?}");
        }
    }

    #[test]
    fn a_status_that_only_time_would_change_is_unknown() {
        use ConnectionStatus::{Connected, NeverUsed, Quiet, Silent, Unknown};
        let read_at = ago(30 * MINUTE);
        for (contact, status) in [
            // Connected when read; by now disconnected unless a newer contact came.
            (Contact::LastUsed(ago(31 * MINUTE)), Unknown),
            // Quiet then and now.
            (Contact::LastUsed(ago(38 * MINUTE)), Quiet),
            (Contact::LastUsed(ago(60 * MINUTE)), Quiet),
            (Contact::LastUsed(ago(61 * MINUTE)), Unknown),
            (Contact::LastUsed(ago(90 * MINUTE)), Unknown),
            (Contact::LastUsed(ago(91 * MINUTE)), Silent),
            (Contact::LastUsed(ago(5 * MINUTE)), Connected),
            (Contact::NeverUsed, NeverUsed),
        ] {
            assert_eq!(ConnectionStatus::of(contact, read_at, NOW), status, "{contact:?}");
        }
        // Soon after a read, the status changes with time.
        let read_at = ago(4 * MINUTE - 1);
        for (contact, status) in [
            (Contact::LastUsed(ago(8 * MINUTE)), Quiet),
            (Contact::LastSeen(ago(8 * MINUTE)), Quiet),
            (Contact::LastUsed(ago(61 * MINUTE)), Silent),
        ] {
            assert_eq!(ConnectionStatus::of(contact, read_at, NOW), status, "{contact:?}");
            assert_eq!(ConnectionStatus::of(contact, read_at.plus(-1), NOW), Unknown);
        }
        // The displayed time is updated after the read.
        let contact = Contact::LastUsed(NOW.plus(-CONNECTED_MS));
        assert_eq!(ConnectionStatus::of(contact, NOW, ago(MINUTE)), Quiet);
    }

    #[test]
    fn an_agent_is_due_before_its_status_fades() {
        let due = |contact, at, now| LastRead { contact, at }.is_due_in_sight(now);
        let used = |minutes: i64| Contact::LastUsed(ago(minutes * MINUTE));
        assert!(!due(used(1), ago(4 * MINUTE - 1), NOW));
        assert!(due(used(1), ago(4 * MINUTE), NOW));
        for contact in [Contact::NeverUsed, Contact::NoToken, Contact::NotBefore(ago(MINUTE))] {
            assert!(!due(contact, ago(4 * MINUTE - 1), NOW), "{contact:?}");
            assert!(due(contact, ago(4 * MINUTE), NOW), "{contact:?}");
        }
        // Due half a minute before it stops being connected, and not right after a read.
        let fading = Contact::LastUsed(ago(8 * MINUTE - 30_000));
        assert!(due(fading, ago(MINUTE), NOW));
        assert!(!due(fading, ago(MINUTE), NOW.plus(-1)));
        // A read that finds it about to expire is not repeated at once.
        assert!(!due(fading, NOW, NOW));
        assert!(!due(fading, ago(30_000 - 1), NOW) && due(fading, ago(30_000), NOW));
        assert!(!due(used(8), NOW, NOW));
        // The clock was set back.
        assert!(!due(used(8), ago(-30_000), NOW) && due(used(8), ago(-30_001), NOW));
        assert!(!due(Contact::NotBefore(ago(9 * MINUTE)), NOW, NOW));
    }

    #[test]
    fn out_of_view_an_agent_is_due_earlier_but_less_often() {
        let due = |contact, at| LastRead { contact, at }.is_due_out_of_sight(NOW);
        let fading = Contact::LastUsed(ago(7 * MINUTE));
        assert!(!due(fading, ago(2 * MINUTE - 1)) && due(fading, ago(2 * MINUTE)));
        assert!(!due(Contact::LastUsed(ago(7 * MINUTE - 1)), ago(2 * MINUTE)));
        for contact in [Contact::NoToken, Contact::LastUsed(ago(5 * MINUTE))] {
            assert!(!due(contact, ago(4 * MINUTE - 1)) && due(contact, ago(4 * MINUTE)));
        }
    }

    proptest! {
        /// Until that time the status is known, afterwards it is not.
        #[test]
        fn a_status_is_known_until_it_fades(
            contact_age in -300_000..5_000_000_i64,
            read_age in 0..5_000_000_i64,
            is_seen in any::<bool>(),
        ) {
            let time = ago(contact_age + read_age);
            let contact = if is_seen { Contact::LastSeen(time) } else { Contact::LastUsed(time) };
            let read = LastRead { contact, at: ago(read_age) };
            let is_faded = read.fades_at().is_some_and(|fades| fades <= NOW);
            let status = ConnectionStatus::of(contact, read.at, NOW);
            prop_assert_eq!(status == ConnectionStatus::Unknown, is_faded);
        }
    }

    #[test]
    fn counts_each_status_separately() {
        let mut counts = StatusCounts::default();
        for (times, status) in (1..).zip(ConnectionStatus::ALL) {
            counts.add(status, times - 1);
            counts.add(status, 1);
        }
        for (times, status) in (1..).zip(ConnectionStatus::ALL) {
            assert_eq!(counts.of(status), times);
        }
        assert_eq!(counts.all(), 1 + 2 + 3 + 4 + 5 + 6);
    }

    #[test]
    fn revoking_is_as_risky_as_the_token_is_used() {
        use RevokeRisk::{Idle, LastToken, Live, UnknownUse, Unused};
        for (last_used, is_last, risk) in [
            (LastUsed::Never, false, Unused),
            (LastUsed::Never, true, Unused),
            (LastUsed::Unknown, false, UnknownUse),
            (LastUsed::Unknown, true, UnknownUse),
            (LastUsed::At(ago(60 * MINUTE)), false, Live),
            (LastUsed::At(ago(-MINUTE)), false, Live),
            (LastUsed::At(ago(-6 * MINUTE)), false, UnknownUse),
            (LastUsed::At(ago(-6 * MINUTE)), true, LastToken),
            (LastUsed::At(ago(60 * MINUTE + 1)), false, Idle),
            (LastUsed::At(ago(60 * MINUTE + 1)), true, LastToken),
            (LastUsed::At(ago(0)), true, LastToken),
        ] {
            assert_eq!(RevokeRisk::of(last_used, is_last, NOW), risk, "{last_used:?} {is_last}");
        }
    }

    #[test]
    fn the_typed_id_is_exact() {
        for typed in ["#12", "12", " #12\t", "\u{3000}12\n"] {
            assert!(matches_id(typed, 12), "{typed}");
        }
        for typed in
            ["", "#", "012", "1", "123", "#012", "#1", "#123", "##12", "# 12", "#+12", "#１２"]
        {
            assert!(!matches_id(typed, 12), "{typed}");
        }
        assert!(matches_id("#18446744073709551615", u64::MAX));
    }
}
