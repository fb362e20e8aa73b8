//! The rows that are selected, by keyboard or by mouse.

use super::ids::Ids;
use super::radix::Radix;

/// Selected rows. They are held by id, so that they stay selected when the table is sorted or
/// filtered otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids, in ascending order.
    chosen: Vec<u64>,
    /// From where a range goes.
    anchor: Option<u64>,
    /// The range that goes from the anchor: ids, in ascending order.
    range: Vec<u64>,
}

impl Selection {
    /// Whether the row with that id is selected.
    #[must_use]
    pub fn contains(&self, id: u64) -> bool {
        holds(&self.chosen, id) || holds(&self.range, id)
    }

    /// Whether no row is selected, and none was.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// The id of every selected row, in ascending order.
    #[must_use]
    pub fn ids(&self) -> Vec<u64> {
        let mut ids = self.chosen.clone();
        ids.extend(&self.range);
        ascending(ids)
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects the row with that id and no other (a click). Ranges go from there.
    pub fn select(&mut self, id: u64) {
        *self = Self { chosen: vec![id], anchor: Some(id), range: Vec::new() };
    }

    /// Selects the row with that id as well, or no longer (Ctrl and a click, or the space bar). Ranges go from
    /// there.
    pub fn toggle(&mut self, id: u64) {
        self.chosen = self.ids();
        self.range.clear();
        if holds(&self.chosen, id) {
            self.chosen.retain(|other| *other != id);
        } else {
            self.chosen.push(id);
            self.chosen = self.ids();
        }
        self.anchor = Some(id);
    }

    /// Selects the rows from the anchor to the one at `position` of `order`, in place of an earlier
    /// range from there (Shift and an arrow or a click). Where the anchor is not among the rows, the
    /// range is that one row, and goes from there.
    pub fn extend(&mut self, table: &Ids, order: &[u32], position: usize) {
        let Some(id) = order.get(position).and_then(|row| table.get(*row)) else { return };
        let anchor = self.anchor.and_then(|anchor| table.find(anchor));
        let anchor = anchor.and_then(|anchor| order.iter().position(|row| *row == anchor));
        if anchor.is_none() {
            self.chosen = self.ids();
            self.anchor = Some(id);
        }
        let from = anchor.unwrap_or(position);
        let rows = order.get(from.min(position)..=from.max(position)).unwrap_or_default();
        self.range = ids_of(table, rows);
    }

    /// Selects every row of `order`, and whatever else was selected stays.
    pub fn select_all(&mut self, table: &Ids, order: &[u32]) {
        self.chosen = self.ids();
        self.range = ids_of(table, order);
    }
}

fn holds(ids: &[u64], id: u64) -> bool {
    ids.binary_search(&id).is_ok()
}

fn ids_of(table: &Ids, rows: &[u32]) -> Vec<u64> {
    ascending(rows.iter().filter_map(|row| table.get(*row)).collect())
}

/// `ids`, each once.
fn ascending(ids: Vec<u64>) -> Vec<u64> {
    let order = Radix::new((0..ids.len() as u32).collect()).by_number(&ids).into_order();
    let mut ordered: Vec<_> =
        order.iter().filter_map(|at| ids.get(*at as usize).copied()).collect();
    ordered.dedup();
    ordered
}
