//! One agent, as the table knows it.

use super::{State, Target};
use agent_ops::model::{AgentId, UserId};
use agent_ops::status::ConnectionStatus;
use agent_ops::table::{AgentRow, Contact, CreatorName};
use agent_ops::timestamp::Timestamp;

/// What a row and the panel beside it show of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AgentFacts {
    /// Which agent.
    pub(crate) target: Target,
    /// Its status at the time asked for.
    pub(crate) status: ConnectionStatus,
    /// Its last contact.
    pub(crate) contact: Contact,
    /// How many tokens it has; `None` while not read.
    pub(crate) active: Option<u8>,
    /// When it was registered.
    pub(crate) created_at: Option<Timestamp>,
    /// Who registered it.
    pub(crate) creator: CreatorText,
    /// Whether GitLab connects to it rather than it to GitLab.
    pub(crate) is_receptive: bool,
}

/// Who created something, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CreatorText {
    /// The `@name`.
    Name(String),
    /// Only the number.
    Number(UserId),
    /// The account was deleted.
    Deleted,
    /// Not told.
    Unstated,
}

impl State {
    /// What is known of `agent` now. Tracks table and time.
    pub(crate) fn agent_facts(&'static self, agent: AgentId) -> Option<AgentFacts> {
        self.agents.version.track();
        let now = self.now.get();
        self.agents.table.with_untracked(|table| {
            let row = table.find(agent).and_then(|index| table.row(index))?;
            Some(facts(&row, now))
        })
    }
}

fn facts(row: &AgentRow<'_>, now: Timestamp) -> AgentFacts {
    let contact = row.tokens.map_or(Contact::Unread, |tokens| tokens.contact);
    AgentFacts {
        target: Target {
            agent: row.id,
            agent_name: row.name.to_owned(),
            project: row.project,
            project_path: row.project_path.to_owned(),
        },
        status: ConnectionStatus::of(contact, now),
        contact,
        active: row.tokens.and_then(|tokens| tokens.active),
        created_at: row.created_at,
        creator: match row.creator_name {
            CreatorName::Known(name) => CreatorText::Name(name.to_owned()),
            CreatorName::Number(id) => CreatorText::Number(id),
            CreatorName::Deleted => CreatorText::Deleted,
            CreatorName::Unstated => CreatorText::Unstated,
        },
        is_receptive: row.is_receptive == Some(true),
    }
}
