//! One row of the table, and what stands in its exported cells.

use super::{Column, TokenTable};
use crate::export::{Cell, Exported};
use crate::model::{AgentId, Creator, LastUsed, ProjectId, TokenId};
use crate::people::CreatorName;
use crate::timestamp::Timestamp;

/// A token, as the table shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRow<'table> {
    /// Its id.
    pub id: TokenId,
    /// Its name.
    pub name: &'table str,
    /// Its description; empty where it has none.
    pub description: &'table str,
    /// The agent that it belongs to.
    pub agent: AgentId,
    /// The agent's name.
    pub agent_name: &'table str,
    /// The agent's project.
    pub project: ProjectId,
    /// The project's full path.
    pub project_path: &'table str,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Who created it.
    pub creator: Creator,
    /// What to show for them.
    pub creator_name: CreatorName<'table>,
    /// When it was last used. GitLab notes a use at most every few minutes.
    pub last_used: LastUsed,
    /// When that was read.
    pub read_at: Timestamp,
}

impl Exported for TokenTable {
    type Columns = Column;

    fn cells(&self, row: u32, columns: &[Column], _now: Timestamp) -> Option<Vec<Cell<'_>>> {
        let row = self.row(row)?;
        Some(columns.iter().map(|column| cell(&row, *column)).collect())
    }
}

fn cell<'row>(row: &TokenRow<'row>, column: Column) -> Cell<'row> {
    match column {
        Column::Name => Cell::Text(row.name),
        Column::Id => Cell::Number(row.id.0),
        Column::Agent => Cell::Text(row.agent_name),
        Column::Project => Cell::Text(row.project_path),
        Column::LastUsed => match row.last_used {
            LastUsed::At(time) => Cell::Time(time),
            LastUsed::Never => Cell::Text("never_used"),
            LastUsed::Unknown => Cell::Unknown,
        },
        Column::Created => row.created_at.into(),
        Column::CreatedBy => row.creator_name.into(),
        Column::Description => Cell::Text(row.description),
    }
}
