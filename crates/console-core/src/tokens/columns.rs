//! The table of tokens as data: its columns, and what its filter understands.

use crate::table::{Choice, ColumnSpec, Columns, Key, Place, TermSpec, Terms, ValueSpec};

/// A column of the table of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Column {
    /// The token's name.
    #[default]
    Name,
    /// The token's id.
    Id,
    /// The name of the agent that it belongs to.
    Agent,
    /// The path of the agent's project.
    Project,
    /// The last use; ascending is the one longest ago first, and never before that.
    LastUsed,
    /// The time of creation.
    Created,
    /// The name of who created it.
    CreatedBy,
    /// The token's description.
    Description,
}

/// The texts of a token.
pub(super) const NAME: u8 = 0;
pub(super) const DESCRIPTION: u8 = 1;

/// The links of a token.
pub(super) const AGENT: u8 = 0;
pub(super) const PROJECT: u8 = 1;
pub(super) const CREATOR: u8 = 2;

/// The numbers of a token.
pub(super) const LAST_USED: u8 = 0;
pub(super) const CREATED: u8 = 1;
pub(super) const USE: u8 = 2;

/// The times of a token.
pub(super) const CREATED_AT: u8 = 0;
pub(super) const USED_AT: u8 = 1;

/// Whether a token was ever used.
pub static USES: Choice = Choice { key: "used", number: USE, names: &["ever", "never", "unknown"] };

impl Columns for Column {
    const LIST: &'static [ColumnSpec<Self>] = &[
        ColumnSpec { column: Self::Name, name: "name", key: Key::Text(NAME) },
        ColumnSpec { column: Self::Id, name: "id", key: Key::Id },
        ColumnSpec { column: Self::Agent, name: "agent", key: Key::Link(AGENT) },
        ColumnSpec { column: Self::Project, name: "project", key: Key::Link(PROJECT) },
        ColumnSpec { column: Self::LastUsed, name: "last_used", key: Key::Number(LAST_USED) },
        ColumnSpec { column: Self::Created, name: "created", key: Key::Number(CREATED) },
        ColumnSpec { column: Self::CreatedBy, name: "created_by", key: Key::Link(CREATOR) },
        ColumnSpec { column: Self::Description, name: "description", key: Key::Text(DESCRIPTION) },
    ];

    const TERMS: &'static Terms = &Terms {
        keys: &[
            TermSpec { key: "name", value: ValueSpec::Word(&[Place::Text(NAME)]) },
            TermSpec { key: "agent", value: ValueSpec::Word(&[Place::Link(AGENT)]) },
            TermSpec { key: "project", value: ValueSpec::Word(&[Place::Link(PROJECT)]) },
            TermSpec { key: "by", value: ValueSpec::Word(&[Place::Link(CREATOR)]) },
            TermSpec { key: "used", value: ValueSpec::Choice(&USES) },
            TermSpec { key: "used", value: ValueSpec::Age(USED_AT) },
            TermSpec { key: "age", value: ValueSpec::Age(CREATED_AT) },
        ],
        words: &[
            Place::Link(PROJECT),
            Place::Link(AGENT),
            Place::Link(CREATOR),
            Place::Text(NAME),
            Place::Text(DESCRIPTION),
        ],
        at: &[Place::Link(CREATOR)],
        counted: Some(&USES),
    };
}
