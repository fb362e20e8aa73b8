//! What only the table itself understands of its rows.

use super::Columns;
use crate::timestamp::Timestamp;

/// The fields of one row that are neither its texts nor its links.
pub(crate) trait Details: Copy {
    /// The table's columns.
    type Columns: Columns;
    /// How many texts a row has, of which the first one is what ties are broken by.
    const TEXTS: usize;
    /// How many links a row has.
    const LINKS: usize;

    /// Takes over what `new` tells of the same row, and says whether that looks or sorts otherwise.
    fn update(&mut self, new: Self) -> bool;

    /// One of the row's numbers; [`UNKNOWN`] where it is not known.
    fn number(&self, number: u8, now: Timestamp) -> u64;

    /// One of the row's times.
    fn time(&self, time: u8) -> Time;
}

/// What a number is that is not known.
pub(crate) const UNKNOWN: u64 = u64::MAX;

/// When something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// Then.
    At(Timestamp),
    /// Then or later.
    NotBefore(Timestamp),
    /// Never, or it is not known when.
    Untold,
}

impl From<Option<Timestamp>> for Time {
    fn from(time: Option<Timestamp>) -> Self {
        time.map_or(Self::Untold, Self::At)
    }
}

/// A number that grows with time, also before 1970, and leaves two below it for what comes before all times.
pub(crate) fn time_number(time: Timestamp) -> u64 {
    let from_the_beginning = time.as_millis().cast_unsigned() ^ 1 << 63;
    from_the_beginning.saturating_add(2).min(UNKNOWN - 1)
}

/// The details of all rows, whatever table they are of: what reads them is compiled once.
pub(super) trait Values {
    /// A number of each row.
    fn numbers(&self, number: u8, now: Timestamp) -> Vec<u64>;

    /// A time of each row.
    fn times(&self, time: u8) -> Vec<Time>;
}

impl<D: Details> Values for Vec<D> {
    fn numbers(&self, number: u8, now: Timestamp) -> Vec<u64> {
        self.iter().map(|row| row.number(number, now)).collect()
    }

    fn times(&self, time: u8) -> Vec<Time> {
        self.iter().map(|row| row.time(time)).collect()
    }
}
