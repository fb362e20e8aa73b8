//! Which columns are shown, and in which order.

use super::Columns;

/// The columns that are shown, in their order. The table's first one is always among them, and none is
/// there twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownColumns<C>(Vec<C>);

impl<C: Columns> Default for ShownColumns<C> {
    /// Every column, in the order of the table.
    fn default() -> Self {
        Self(C::all().collect())
    }
}

impl<C: Columns> ShownColumns<C> {
    /// The columns, from first to last.
    #[must_use]
    pub fn as_slice(&self) -> &[C] {
        &self.0
    }

    /// Whether `column` is shown.
    #[must_use]
    pub fn contains(&self, column: C) -> bool {
        self.0.contains(&column)
    }

    /// Shows `column` after the others, or no longer where it was shown. The table's first one stays.
    pub fn toggle(&mut self, column: C) {
        let first = C::default();
        let shown = self.0.len();
        self.0.retain(|other| *other != column || column == first);
        if self.0.len() == shown && column != first {
            self.0.push(column);
        }
    }

    /// Shows `column` among the others as the table has them, or no longer where it was shown.
    pub fn toggle_in_order(&mut self, column: C) {
        self.toggle(column);
        let before = C::all().take_while(|other| *other != column);
        let place = before.filter(|other| self.contains(*other)).count();
        self.put(column, place);
    }

    /// Moves `column`, where it is shown, to the place `place`, counted from 0, or to the last one.
    pub fn put(&mut self, column: C, place: usize) {
        if let Some(from) = self.0.iter().position(|other| *other == column) {
            self.0.remove(from);
            self.0.insert(place.min(self.0.len()), column);
        }
    }

    /// Reads names with commas between them, as [`ShownColumns::to_text`] writes them. What is no
    /// column is left out, and the first one comes in front where it is missing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut shown = Vec::new();
        for column in text.split(',').filter_map(C::parse) {
            if !shown.contains(&column) {
                shown.push(column);
            }
        }
        if !shown.contains(&C::default()) {
            shown.insert(0, C::default());
        }
        Self(shown)
    }

    /// The names with commas between them, for an address or a storage.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for column in &self.0 {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(column.as_str());
        }
        text
    }
}
