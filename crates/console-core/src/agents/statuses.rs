//! The statuses that a filter lets through.

use super::columns::{Column, STATUSES};
use crate::status::{ConnectionStatus, StatusCounts};
use crate::table::Filter;

/// Some of the six statuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusSet(u64);

impl StatusSet {
    /// The statuses that `filter` lets through; `None` where it says nothing of statuses.
    #[must_use]
    pub fn of(filter: &Filter<Column>) -> Option<Self> {
        filter.chosen(&STATUSES).map(Self)
    }

    /// Whether `status` is in it.
    #[must_use]
    pub const fn contains(self, status: ConnectionStatus) -> bool {
        self.0 & bit(status) != 0
    }
}

/// The filter `text` with `status` shown as well, or no longer shown where it was; see [`Filter::toggle`].
#[must_use]
pub fn toggle_status(text: &str, status: ConnectionStatus) -> String {
    Filter::<Column>::toggle(text, &STATUSES, bit(status))
}

/// The filter `text` without a term of statuses, so that agents of every status are shown.
#[must_use]
pub fn show_all(text: &str) -> String {
    Filter::<Column>::show_all(text, &STATUSES)
}

/// How many have which status, of counts in the order of the choice.
pub(super) fn status_counts(counts: &[u32]) -> StatusCounts {
    let mut by_status = StatusCounts::default();
    for (status, count) in ConnectionStatus::ALL.into_iter().zip(counts) {
        by_status.add(status, *count);
    }
    by_status
}

const fn bit(status: ConnectionStatus) -> u64 {
    1 << status as u8
}
