//! One agent, as the table knows it.

use super::{Session, Target};
use crate::text::{Text, fill, shown};
use console_core::agents::AgentRow;
use console_core::digits::digits;
use console_core::model::Contact;
use console_core::model::{AgentId, UserId};
use console_core::people::CreatorName;
use console_core::status::ConnectionStatus;
use console_core::timestamp::Timestamp;
use leptos::prelude::*;

/// What a row and the panel beside it show of an agent, and what may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AgentFacts {
    /// Its status at the time asked for.
    pub(crate) status: ConnectionStatus,
    /// Its last contact.
    pub(crate) contact: Contact,
    /// How many tokens it has; `None` while not read.
    pub(crate) active: Option<u8>,
    /// When that was read.
    pub(crate) read_at: Option<Timestamp>,
    /// When it was registered.
    pub(crate) created_at: Option<Timestamp>,
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

impl CreatorText {
    /// Who registered the agent of this row.
    pub(crate) fn of(row: &AgentRow<'_>) -> Self {
        match row.creator_name {
            CreatorName::Known(name) => Self::Name(name.to_owned()),
            CreatorName::Number(id) => Self::Number(id),
            CreatorName::Deleted => Self::Deleted,
            CreatorName::Unstated => Self::Unstated,
        }
    }

    /// Who it is; empty where that is not told.
    pub(crate) fn words(&self, text: &Text) -> String {
        match self {
            Self::Name(name) => shown(name),
            Self::Number(id) => fill(text.agents.user_number, &[&digits(id.0)]),
            Self::Deleted => text.agents.account_deleted.to_owned(),
            Self::Unstated => String::new(),
        }
    }

    /// By whom it was created; empty where that is not told.
    pub(crate) fn by(&self, text: &Text) -> String {
        match self {
            Self::Unstated => String::new(),
            known => fill(text.tokens.by, &[&known.words(text)]),
        }
    }
}

impl Session {
    /// What is known of `agent` now. Tracks table and time.
    pub(crate) fn agent_facts(&self, agent: AgentId) -> Option<AgentFacts> {
        let now = self.console.now.get();
        self.with_row(agent, |row| {
            let contact = row.tokens.map_or(Contact::Unread, |tokens| tokens.contact);
            AgentFacts {
                status: row.status(now),
                contact,
                active: row.tokens.and_then(|tokens| tokens.active),
                read_at: row.tokens_read_at,
                created_at: row.created_at,
                is_receptive: row.is_receptive == Some(true),
            }
        })
    }

    /// Who registered `agent`, as far as it is known. Tracks the table.
    pub(crate) fn agent_creator(&self, agent: AgentId) -> Option<CreatorText> {
        self.with_row(agent, |row| CreatorText::of(&row))
    }

    /// Which agent `agent` is, and where it belongs, as the table has it now.
    pub(crate) fn target(&self, agent: AgentId) -> Option<Target> {
        self.agents.table.with_untracked(|table| {
            let row = table.find(agent).and_then(|index| table.row(index))?;
            Some(Target {
                agent,
                agent_name: row.name.to_owned(),
                project: row.project,
                project_path: row.project_path.to_owned(),
            })
        })
    }

    /// Reads the row of `agent`. Tracks the table.
    pub(crate) fn with_row<R>(
        &self,
        agent: AgentId,
        read: impl FnOnce(AgentRow<'_>) -> R,
    ) -> Option<R> {
        self.agents.version.track();
        self.agents.table.with_untracked(|table| {
            let row = table.find(agent).and_then(|index| table.row(index))?;
            Some(read(row))
        })
    }
}
