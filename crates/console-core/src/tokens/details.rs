//! What only the table of tokens understands of its rows.

use super::columns::{CREATED, CREATED_AT, Column, LAST_USED, USE, USED_AT};
use crate::model::LastUsed;
use crate::table::{Details, Time, UNKNOWN, time_number};
use crate::timestamp::Timestamp;

/// What is known of a token but its texts, its agent and who created it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenDetails {
    pub(super) created: Option<Timestamp>,
    pub(super) last_used: LastUsed,
    /// When the last use was read, or where it is unknown, the token.
    pub(super) read_at: Timestamp,
}

impl TokenDetails {
    /// Takes over a last use that was read later, and says whether it is another one. One that was not read takes
    /// nothing away: lists leave it out.
    pub(super) fn learn_use(&mut self, last_used: LastUsed, read_at: Timestamp) -> bool {
        if last_used == LastUsed::Unknown && self.last_used != LastUsed::Unknown {
            return false;
        }
        let is_other = self.last_used != last_used;
        *self = Self { last_used, read_at, ..*self };
        is_other
    }
}

impl Details for TokenDetails {
    type Columns = Column;

    const TEXTS: usize = 2;
    const LINKS: usize = 3;

    fn update(&mut self, new: Self) -> bool {
        let is_other = self.created != new.created;
        self.created = new.created;
        self.learn_use(new.last_used, new.read_at) | is_other
    }

    fn number(&self, number: u8, _now: Timestamp) -> u64 {
        match number {
            LAST_USED => last_used_number(self.last_used),
            CREATED => self.created.map_or(UNKNOWN, time_number),
            USE => use_number(self.last_used),
            _ => UNKNOWN,
        }
    }

    fn time(&self, time: u8) -> Time {
        match (time, self.last_used) {
            (CREATED_AT, _) => self.created.into(),
            (USED_AT, LastUsed::At(time)) => Time::At(time),
            _ => Time::Untold,
        }
    }
}

fn last_used_number(last_used: LastUsed) -> u64 {
    match last_used {
        LastUsed::Never => 0,
        LastUsed::At(time) => time_number(time),
        LastUsed::Unknown => UNKNOWN,
    }
}

/// In the order of the choice's names.
fn use_number(last_used: LastUsed) -> u64 {
    match last_used {
        LastUsed::At(_) => 0,
        LastUsed::Never => 1,
        LastUsed::Unknown => UNKNOWN,
    }
}
