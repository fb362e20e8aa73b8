//! The engine of every table: tens of thousands of rows, filtered and sorted between two frames.
//!
//! A table is described as data ([`Columns`]): which columns it has, what each is sorted by, and what its
//! filter understands. The rows hold texts, each with a lower-cased key in one arena ([`Texts`]), links to
//! what they have in common, and details that only the table understands. What is hot goes over plain
//! numbers and bytes, and is compiled once for all tables.

mod details;
mod filter;
mod ids;
mod list;
mod needle;
mod order;
mod radix;
mod recycle;
mod rows;
mod selection;
mod shown;
mod sort;
mod spec;
mod texts;
mod type_ahead;
mod window;

pub use filter::{Filter, Problem, ProblemKind};
pub use ids::Ids;
pub use recycle::{Placing, recycle};
pub use selection::Selection;
pub use shown::ShownColumns;
pub use sort::Sort;
pub use spec::{Choice, ColumnSpec, Columns, Key, Place, TermSpec, Terms, ValueSpec};
pub use texts::Texts;
pub use type_ahead::TypeAhead;
pub use window::window;

pub(crate) use details::{Details, Time, UNKNOWN, time_number};
pub(crate) use list::List;

use crate::timestamp::Timestamp;
use details::Values;
use order::{By, Orders};
use rows::{Put, Rows, gather};

/// The rows of a table, and the orders they were asked for in.
#[derive(Debug)]
pub(crate) struct Table<D> {
    rows: Rows,
    details: Vec<D>,
    orders: Orders,
}

/// The rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arranged {
    /// Their indices, in order.
    pub(crate) rows: Vec<u32>,
    /// How many rows of each value of the choice that is counted pass every term of the filter but those of
    /// that choice: as many as there are when that value is chosen.
    pub(crate) counts: Vec<u32>,
}

/// All that filtering and sorting look at.
struct View<'table> {
    rows: &'table Rows,
    /// What the links lead to.
    lists: &'table [&'table List],
    values: &'table dyn Values,
    now: Timestamp,
}

impl View<'_> {
    fn list(&self, link: u8) -> Option<&List> {
        self.lists.get(usize::from(link)).copied()
    }
}

impl<D: Details> Default for Table<D> {
    fn default() -> Self {
        Self { rows: Rows::new(D::TEXTS, D::LINKS), details: Vec::new(), orders: Orders::default() }
    }
}

impl<D: Details> Table<D> {
    /// The ids of the rows.
    pub(crate) fn ids(&self) -> &Ids {
        &self.rows.ids
    }

    /// One text of each row.
    pub(crate) fn texts(&self, text: u8) -> Option<&Texts> {
        self.rows.texts(text)
    }

    /// The text of the row at `index`; empty where there is none.
    pub(crate) fn text(&self, text: u8, index: u32) -> &str {
        self.texts(text).map(|texts| texts.get(index)).unwrap_or_default()
    }

    /// One link of each row.
    pub(crate) fn links(&self, link: u8) -> &[u32] {
        self.rows.links(link)
    }

    /// The link of the row at `index`.
    pub(crate) fn link(&self, link: u8, index: u32) -> Option<u32> {
        self.links(link).get(index as usize).copied()
    }

    /// The details of the row at `index`.
    pub(crate) fn details(&self, index: u32) -> Option<&D> {
        self.details.get(index as usize)
    }

    /// Makes room for so many rows more.
    pub(crate) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
        self.details.reserve(rows);
    }

    /// Adds a row, or takes over what changed of it.
    pub(crate) fn put(&mut self, id: u64, texts: &[&str], links: &[u32], details: D) {
        match self.rows.put(id, texts, links) {
            Put::Added => {
                self.details.push(details);
                self.orders.rows_added();
            }
            Put::Kept { row, is_other } => {
                let held = self.details.get_mut(row as usize);
                if held.is_some_and(|held| held.update(details)) | is_other {
                    self.orders.rows_changed();
                }
            }
        }
    }

    /// Changes the details of the row at `index`, and of them the `numbers`.
    pub(crate) fn change(&mut self, index: u32, numbers: &[u8], change: impl FnOnce(&mut D)) {
        if let Some(details) = self.details.get_mut(index as usize) {
            change(details);
            self.orders.keys_changed(|key| match key {
                Key::Number(number) | Key::TimedNumber(number) => numbers.contains(&number),
                Key::Id | Key::Text(_) | Key::Link(_) => false,
            });
        }
    }

    /// A text of what this link leads to changed.
    pub(crate) fn list_changed(&mut self, link: u8) {
        self.orders.keys_changed(|key| key == Key::Link(link));
    }

    /// Removes the rows for which `goes` says so.
    pub(crate) fn remove_where(&mut self, goes: impl Fn(&Self, u32) -> bool) {
        let rows = 0..self.rows.len() as u32;
        let kept: Vec<u32> = rows.filter(|row| !goes(self, *row)).collect();
        if kept.len() < self.rows.len() {
            self.rows.keep(&kept);
            gather(&mut self.details, &kept);
            self.orders.rows_changed();
        }
    }

    /// The rows that pass `filter`, in the order of `sort`. `lists` are what the links lead to.
    ///
    /// What is not known comes last in both directions. Ties are ordered by text 0, then by id.
    pub(crate) fn arrange(
        &mut self,
        lists: &[&List],
        filter: &Filter<D::Columns>,
        sort: Sort<D::Columns>,
        now: Timestamp,
    ) -> Arranged {
        let view = View { rows: &self.rows, lists, values: &self.details, now };
        let matching = filter.matching(&view);
        let key = sort.column.spec().map_or(Key::Id, |spec| spec.key);
        let order = self.orders.get(&view, By { key, descending: sort.descending });
        let rows = match matching.rows {
            None => order.to_vec(),
            Some(passing) => kept(order, &passing),
        };
        Arranged { rows, counts: matching.counts }
    }
}

/// The rows of `order` that pass. Every row is written, and the next one in its place if it does not
/// pass: which rows do is not foreseen, and a wrong guess costs more than a write.
fn kept(order: &[u32], passing: &[bool]) -> Vec<u32> {
    let mut kept = vec![0; order.len()];
    let mut len = 0;
    for &row in order {
        if let Some(slot) = kept.get_mut(len) {
            *slot = row;
        }
        len += usize::from(passing.get(row as usize).copied().unwrap_or(false));
    }
    kept.truncate(len);
    kept
}
