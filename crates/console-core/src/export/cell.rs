//! The content of one cell.

use crate::people::CreatorName;
use crate::table::Columns;
use crate::timestamp::Timestamp;

/// A table whose rows can be written into a file.
pub trait Exported {
    /// Its columns.
    type Columns: Columns;

    /// What stands in these columns of a row; `None` where there is no such row.
    fn cells(&self, row: u32, columns: &[Self::Columns], now: Timestamp) -> Option<Vec<Cell<'_>>>;
}

/// The content of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'row> {
    /// A text.
    Text(&'row str),
    /// A number.
    Number(u64),
    /// A time.
    Time(Timestamp),
    /// The id of a user whose name GitLab does not return.
    User(u64),
    /// It is not known.
    Unknown,
}

impl From<Option<Timestamp>> for Cell<'_> {
    fn from(time: Option<Timestamp>) -> Self {
        time.map_or(Self::Unknown, Self::Time)
    }
}

impl<'row> From<CreatorName<'row>> for Cell<'row> {
    fn from(creator: CreatorName<'row>) -> Self {
        match creator {
            CreatorName::Known(name) => Self::Text(name),
            CreatorName::Number(user) => Self::User(user.0),
            CreatorName::Deleted => Self::Text("deleted account"),
            CreatorName::Unstated => Self::Text("not stated"),
        }
    }
}

/// The text for a user whose name is unknown.
pub(super) fn numbered(id: u64) -> String {
    let mut text = id.to_string();
    text.insert(0, '#');
    text
}
