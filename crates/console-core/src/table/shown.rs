//! Which columns are shown, and in which order.

use super::Column;

/// The columns that are shown, in their order. The name is always one of them, and none is there
/// twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownColumns(Vec<Column>);

impl Default for ShownColumns {
    /// Every column, in the order of the table.
    fn default() -> Self {
        Self(Column::ALL.to_vec())
    }
}

impl ShownColumns {
    /// The columns, from first to last.
    #[must_use]
    pub fn as_slice(&self) -> &[Column] {
        &self.0
    }

    /// Whether `column` is shown.
    #[must_use]
    pub fn contains(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    /// Shows `column` after the others, or no longer where it was shown. The name stays.
    pub fn toggle(&mut self, column: Column) {
        let shown = self.0.len();
        self.0.retain(|other| *other != column || column == Column::Name);
        if self.0.len() == shown && column != Column::Name {
            self.0.push(column);
        }
    }

    /// Moves `column`, where it is shown, to the place `place`, counted from 0, or to the last one.
    pub fn put(&mut self, column: Column, place: usize) {
        if let Some(from) = self.0.iter().position(|other| *other == column) {
            self.0.remove(from);
            self.0.insert(place.min(self.0.len()), column);
        }
    }

    /// Reads names with commas between them, as [`ShownColumns::to_text`] writes them. What is no
    /// column is left out, and a name that is missing comes first.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut shown = Vec::new();
        for column in text.split(',').filter_map(Column::parse) {
            if !shown.contains(&column) {
                shown.push(column);
            }
        }
        if !shown.contains(&Column::Name) {
            shown.insert(0, Column::Name);
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
