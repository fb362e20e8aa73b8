//! The table of agents as data: its columns, and what its filter understands.

use crate::status::ConnectionStatus;
use crate::table::{Choice, ColumnSpec, Columns, Key, Place, TermSpec, Terms, ValueSpec};

/// A column of the table of agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Column {
    /// The agent's name.
    #[default]
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

/// The text of an agent: its name.
pub(super) const NAME: u8 = 0;

/// The links of an agent.
pub(super) const PROJECT: u8 = 0;
pub(super) const CREATOR: u8 = 1;

/// The numbers of an agent.
pub(super) const STATUS: u8 = 0;
pub(super) const CONTACT: u8 = 1;
pub(super) const ACTIVE: u8 = 2;
pub(super) const CREATED: u8 = 3;

/// The times of an agent.
pub(super) const CREATED_AT: u8 = 0;
pub(super) const CONTACT_AT: u8 = 1;

/// The six statuses, by whether an agent has one of them.
pub(super) static STATUSES: Choice = Choice {
    key: "status",
    number: STATUS,
    names: &[
        ConnectionStatus::Connected.as_str(),
        ConnectionStatus::Quiet.as_str(),
        ConnectionStatus::Silent.as_str(),
        ConnectionStatus::NeverUsed.as_str(),
        ConnectionStatus::NoToken.as_str(),
        ConnectionStatus::Unknown.as_str(),
    ],
};

impl Columns for Column {
    const LIST: &'static [ColumnSpec<Self>] = &[
        ColumnSpec { column: Self::Name, name: "name", key: Key::Text(NAME) },
        ColumnSpec { column: Self::Status, name: "status", key: Key::TimedNumber(STATUS) },
        ColumnSpec { column: Self::LastContact, name: "last_contact", key: Key::Number(CONTACT) },
        ColumnSpec { column: Self::Tokens, name: "tokens", key: Key::Number(ACTIVE) },
        ColumnSpec { column: Self::Project, name: "project", key: Key::Link(PROJECT) },
        ColumnSpec { column: Self::Created, name: "created", key: Key::Number(CREATED) },
        ColumnSpec { column: Self::CreatedBy, name: "created_by", key: Key::Link(CREATOR) },
        ColumnSpec { column: Self::Id, name: "id", key: Key::Id },
    ];

    const TERMS: &'static Terms = &Terms {
        keys: &[
            TermSpec { key: "name", value: ValueSpec::Word(&[Place::Text(NAME)]) },
            TermSpec { key: "project", value: ValueSpec::Word(&[Place::Link(PROJECT)]) },
            TermSpec { key: "by", value: ValueSpec::Word(&[Place::Link(CREATOR)]) },
            TermSpec { key: "status", value: ValueSpec::Choice(&STATUSES) },
            TermSpec { key: "tokens", value: ValueSpec::Count(ACTIVE) },
            TermSpec { key: "created", value: ValueSpec::Age(CREATED_AT) },
            TermSpec { key: "contact", value: ValueSpec::Age(CONTACT_AT) },
        ],
        words: &[Place::Link(PROJECT), Place::Link(CREATOR), Place::Text(NAME)],
        at: &[Place::Link(CREATOR)],
        counted: Some(&STATUSES),
    };
}
