//! A table of any length: as many rows as are in sight are in the page.
//!
//! [`TableSource`] describes it as data; nothing here knows what the rows are.

mod columns;
mod head;
mod keys;
mod row;
mod rows;
mod source;
mod view;
mod viewport;

pub(crate) use columns::{ColumnMenu, SortChoice};
pub(crate) use source::{Cells, RowPick, RowPlace, Source, TableColumn, TableSource};
pub(crate) use view::Table;
