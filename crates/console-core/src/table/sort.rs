//! What a table is ordered by.

use super::Columns;

/// The order of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort<C> {
    /// By which column.
    pub column: C,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl<C: Columns> Sort<C> {
    /// Reads a column's name, with `-` before it for descending, such as `-last_contact`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-');
        Some(Self { column: C::parse(name.unwrap_or(text))?, descending: name.is_some() })
    }
}
