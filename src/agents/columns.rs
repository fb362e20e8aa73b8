//! The columns, in their order.

use crate::text::Text;
use agent_ops::table::Column;

/// A column as the page shows it.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// Which column.
    pub(super) column: Column,
    /// The class of its cells.
    pub(super) class: &'static str,
    /// Its name.
    pub(super) label: &'static str,
}

/// Every column.
pub(super) fn columns(text: &'static Text) -> [Head; 8] {
    let words = &text.agents;
    [
        (Column::Name, "row__name", words.name),
        (Column::Status, "row__status", words.status),
        (Column::LastContact, "row__contact", words.last_contact),
        (Column::Tokens, "row__tokens", words.tokens),
        (Column::Project, "row__project", words.project),
        (Column::Created, "row__created", words.created),
        (Column::CreatedBy, "row__creator", words.created_by),
        (Column::Id, "row__id", words.id),
    ]
    .map(|(column, class, label)| Head { column, class, label })
}
