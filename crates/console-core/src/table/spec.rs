//! What a table is made of, as data: its columns, and the terms of its filter.
//!
//! Fields are numbered, each kind by itself: texts that are a row's own, links to what rows have in common
//! ([`List`](super::List)), and numbers and times, which the table tells of its rows
//! ([`Details`](super::Details)).

use std::fmt::Debug;

/// A table, described by the enum of its columns.
pub trait Columns: Copy + Eq + Default + Debug + 'static {
    /// Every column, in the order of the table. The first one is the default: it is always shown, the
    /// table is ordered by it unasked, and so are rows that are alike in another one.
    const LIST: &'static [ColumnSpec<Self>];
    /// What its filter understands.
    const TERMS: &'static Terms;

    /// Every column, in the order of the table.
    fn all() -> impl Iterator<Item = Self> {
        Self::LIST.iter().map(|spec| spec.column)
    }

    /// What is said of the column.
    #[must_use]
    fn spec(self) -> Option<&'static ColumnSpec<Self>> {
        Self::LIST.iter().find(|spec| spec.column == self)
    }

    /// Its name in an address and in an export.
    #[must_use]
    fn as_str(self) -> &'static str {
        self.spec().map_or("", |spec| spec.name)
    }

    /// The column of that name.
    #[must_use]
    fn parse(name: &str) -> Option<Self> {
        Self::LIST.iter().find(|spec| spec.name == name).map(|spec| spec.column)
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec<C> {
    /// Which one.
    pub column: C,
    /// Its name in an address and in an export.
    pub name: &'static str,
    /// What it is sorted by.
    pub key: Key,
}

/// What rows are sorted by. What is not known comes last in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The row's id.
    Id,
    /// This text. Without one a row comes last. Text 0 is what ties are broken by, and then the id.
    Text(u8),
    /// The text of what this link leads to, then its id.
    Link(u8),
    /// This number.
    Number(u8),
    /// This number, which changes by itself as time goes by.
    TimedNumber(u8),
}

/// What a filter understands.
#[derive(Debug)]
pub struct Terms {
    /// The keys of terms.
    pub keys: &'static [TermSpec],
    /// Where a word without a key is looked for.
    pub words: &'static [Place],
    /// Where a word after `@` is looked for.
    pub at: &'static [Place],
    /// The choice whose values are counted over the rows that pass every term but its own.
    pub counted: Option<&'static Choice>,
}

/// A key, and what stands behind it. One key may have a value after `:` and an age after `<` or `>`.
#[derive(Debug)]
pub struct TermSpec {
    /// The key, in lower case.
    pub key: &'static str,
    /// What stands behind it.
    pub value: ValueSpec,
}

/// What stands behind a key.
#[derive(Debug)]
pub enum ValueSpec {
    /// `key:word`, a word that is looked for there.
    Word(&'static [Place]),
    /// `key:one,other`, words for values.
    Choice(&'static Choice),
    /// `key:0,1`, values of this number.
    Count(u8),
    /// `key>9d` or `key<9d`, an age of this time.
    Age(u8),
}

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this text.
    Text(u8),
    /// In the text of what this link leads to.
    Link(u8),
}

/// The values of a number that have names.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key before them, in a term.
    pub key: &'static str,
    /// The number.
    pub number: u8,
    /// The names of the values from 0 up, and last that of a value that is not known. At most 64.
    pub names: &'static [&'static str],
}

impl Choice {
    /// The place among the names of that of `value`.
    #[must_use]
    pub const fn place(&self, value: u64) -> usize {
        let unknown = self.names.len().saturating_sub(1);
        if value < unknown as u64 { value as usize } else { unknown }
    }
}
