//! What a table shows, described by whoever has the rows.

use crate::ui::El;
use std::ops::Range;
use std::sync::Arc;

/// The rows of a table, however many there are, and what a person does with them. Rows have positions, counted
/// from nought over all of them as they stand, and ids, which stay.
pub(crate) trait TableSource: Send + Sync {
    /// Every column, in the order of the table. The first one is always shown, and has the link in it.
    fn columns(&self) -> Vec<TableColumn>;

    /// Whether a column is shown, and at which place. Tracks.
    fn shown(&self) -> Vec<u8>;

    /// Shows a column, or no longer.
    fn toggle_column(&self, column: u8);

    /// The column that the rows are ordered by, and whether downwards. Tracks.
    fn sort(&self) -> (u8, bool);

    /// Orders the rows.
    fn sort_by(&self, column: u8, descending: bool);

    /// How many rows there are. Tracks.
    fn len(&self) -> u32;

    /// The ids of the rows at these positions. Tracks what may make them others.
    fn rows(&self, positions: Range<u32>) -> Vec<RowPlace>;

    /// Tells that these rows are in sight. Tracks what makes that worth telling again.
    fn seen(&self, rows: &[RowPlace]);

    /// Cells with these columns, each with its content in a node. They are empty so far.
    fn cells(&self, cells: Vec<(u8, El)>) -> Box<dyn Cells>;

    /// The attribute in which a row carries its id.
    fn id_attribute(&self) -> &'static str;

    /// The address that the link of a row leads to.
    fn href(&self, id: u64) -> String;

    /// Opens a row.
    fn open(&self, id: u64);

    /// Whether a row is open. Tracks.
    fn is_open(&self, id: u64) -> bool;

    /// Whether a row is selected. Tracks.
    fn is_selected(&self, id: u64) -> bool;

    /// Selects.
    fn select(&self, rows: RowPick);

    /// The position of the row that the focus is to go to. Tracks.
    fn sought(&self) -> Option<u32>;

    /// Says to which row the focus is to go; to none once it has come there.
    fn seek(&self, position: Option<u32>);

    /// Looks for the next row whose name goes on with `letter`, from the one at `position`.
    fn type_ahead(&self, letter: char, position: u32);
}

/// As views hold it.
pub(crate) type Source = Arc<dyn TableSource>;

/// Where a row stands, and which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    /// Its position.
    pub(crate) position: u32,
    /// Its id.
    pub(crate) id: u64,
}

/// A column as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableColumn {
    /// Which one.
    pub(crate) column: u8,
    /// The class of its cells, which also says how wide they are, and in how narrow a place they go.
    pub(crate) class: &'static str,
    /// Its name.
    pub(crate) label: &'static str,
    /// Whether a name or a number stands in it, which is the same in every language.
    pub(crate) is_name: bool,
}

/// The cells of one row, which shows one thing and then another.
pub(crate) trait Cells {
    /// Shows what is known of the row with that id. Tracks.
    fn show(&mut self, id: u64);
}

/// What is to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowPick {
    /// The row at this position, or no longer.
    Toggle(u32),
    /// The rows from the one selected last, or else from the first of these positions, to the second.
    Range(u32, u32),
    /// All rows.
    All,
    /// None.
    Nothing,
}

/// The columns that are shown, in their order. Tracks.
pub(super) fn shown_columns(source: &dyn TableSource) -> Vec<TableColumn> {
    let all = source.columns();
    let shown = source.shown().into_iter();
    shown.filter_map(|column| all.iter().find(|other| other.column == column).copied()).collect()
}
