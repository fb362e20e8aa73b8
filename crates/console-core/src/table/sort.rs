//! What the table is ordered by.

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The agent's name.
    Name,
    /// The connection status, from connected to no token.
    Status,
    /// The last contact; ascending is the one longest ago first, and never before that.
    LastContact,
    /// The number of active tokens.
    Tokens,
    /// The project's path.
    Project,
    /// The time of registration.
    Created,
    /// The name of who registered it.
    CreatedBy,
    /// The agent's id.
    Id,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Status,
        Self::LastContact,
        Self::Tokens,
        Self::Project,
        Self::Created,
        Self::CreatedBy,
        Self::Id,
    ];

    /// Its name in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::LastContact => "last_contact",
            Self::Tokens => "tokens",
            Self::Project => "project",
            Self::Created => "created",
            Self::CreatedBy => "created_by",
            Self::Id => "id",
        }
    }

    /// The column of that name in the address.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == name)
    }
}

impl Default for Sort {
    /// By name, ascending.
    fn default() -> Self {
        Self { column: Column::Name, descending: false }
    }
}

impl Sort {
    /// Reads a column's name, with `-` before it for descending, such as `-last_contact`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-');
        Some(Self { column: Column::parse(name.unwrap_or(text))?, descending: name.is_some() })
    }
}
