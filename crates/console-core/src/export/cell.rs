//! What stands in one cell.

use crate::status::ConnectionStatus;
use crate::table::{AgentRow, Column, Contact, CreatorName};
use crate::timestamp::Timestamp;

/// The content of a cell.
pub(super) enum Cell<'row> {
    Text(&'row str),
    Number(u64),
    Time(Timestamp),
    /// The id of a user whose name is not told.
    User(u64),
    Unknown,
}

impl<'row> Cell<'row> {
    /// What `row` has in `column`.
    pub(super) fn of(row: &AgentRow<'row>, column: Column, now: Timestamp) -> Self {
        match column {
            Column::Name => Self::Text(row.name),
            Column::Status => Self::Text(row.status(now).as_str()),
            Column::LastContact => match row.tokens.map(|facts| facts.contact) {
                Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => Self::Time(time),
                Some(Contact::NeverUsed) => Self::Text(ConnectionStatus::NeverUsed.as_str()),
                Some(Contact::NoToken) => Self::Text(ConnectionStatus::NoToken.as_str()),
                Some(Contact::Unread | Contact::NotBefore(_) | Contact::Failed) | None => {
                    Self::Unknown
                }
            },
            Column::Tokens => match row.tokens.and_then(|facts| facts.active) {
                Some(active) => Self::Number(active.into()),
                None => Self::Unknown,
            },
            Column::Project => Self::Text(row.project_path),
            Column::Created => row.created_at.map_or(Self::Unknown, Self::Time),
            Column::CreatedBy => match row.creator_name {
                CreatorName::Known(name) => Self::Text(name),
                CreatorName::Number(user) => Self::User(user.0),
                CreatorName::Deleted => Self::Text("deleted account"),
                CreatorName::Unstated => Self::Text("not stated"),
            },
            Column::Id => Self::Number(row.id.0),
        }
    }
}

/// How a user whose name is not told is written.
pub(super) fn numbered(id: u64) -> String {
    let mut text = id.to_string();
    text.insert(0, '#');
    text
}
