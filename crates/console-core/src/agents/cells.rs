//! What stands in an exported cell.

use super::{AgentRow, AgentTable, Column};
use crate::export::{Cell, Exported};
use crate::model::Contact;
use crate::status::ConnectionStatus;
use crate::timestamp::Timestamp;

impl Exported for AgentTable {
    type Columns = Column;

    fn cells(&self, row: u32, columns: &[Column], now: Timestamp) -> Option<Vec<Cell<'_>>> {
        let row = self.row(row)?;
        Some(columns.iter().map(|column| cell(&row, *column, now)).collect())
    }
}

fn cell<'row>(row: &AgentRow<'row>, column: Column, now: Timestamp) -> Cell<'row> {
    match column {
        Column::Name => Cell::Text(row.name),
        Column::Status => Cell::Text(row.status(now).as_str()),
        Column::LastContact => match row.tokens.map(|facts| facts.contact) {
            Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => Cell::Time(time),
            Some(Contact::NeverUsed) => Cell::Text(ConnectionStatus::NeverUsed.as_str()),
            Some(Contact::NoToken) => Cell::Text(ConnectionStatus::NoToken.as_str()),
            Some(Contact::Unread | Contact::NotBefore(_) | Contact::Failed) | None => Cell::Unknown,
        },
        Column::Tokens => match row.tokens.and_then(|facts| facts.active) {
            Some(active) => Cell::Number(active.into()),
            None => Cell::Unknown,
        },
        Column::Project => Cell::Text(row.project_path),
        Column::Created => row.created_at.into(),
        Column::CreatedBy => row.creator_name.into(),
        Column::Id => Cell::Number(row.id.0),
    }
}
