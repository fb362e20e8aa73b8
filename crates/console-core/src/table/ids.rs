//! Which row is which.

use crate::id_map::IdMap;

/// The ids of the rows. Rows have indices, which hold until one is removed; ids hold for ever.
#[derive(Debug, Default)]
pub struct Ids {
    ids: Vec<u64>,
    index: IdMap,
}

impl Ids {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of the row at `index`.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<u64> {
        self.ids.get(index as usize).copied()
    }

    /// The index of the row with that id.
    #[must_use]
    pub fn find(&self, id: u64) -> Option<u32> {
        self.index.get(&id).copied()
    }

    /// The index of the row with that id, which is added where it is new, and whether it is.
    pub(super) fn intern(&mut self, id: u64) -> (u32, bool) {
        let next = self.ids.len() as u32;
        let row = *self.index.entry(id).or_insert(next);
        if row == next {
            self.ids.push(id);
        }
        (row, row == next)
    }

    /// The ids, in the order of their rows.
    pub(super) fn as_slice(&self) -> &[u64] {
        &self.ids
    }

    /// Makes room for so many rows more.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.ids.reserve(rows);
        self.index.reserve(rows);
    }

    /// Keeps the rows `kept`, in that order.
    pub(super) fn keep(&mut self, kept: &[u32]) {
        self.ids = kept.iter().filter_map(|&row| self.get(row)).collect();
        self.index = self.ids.iter().copied().zip(0..).collect();
    }
}
