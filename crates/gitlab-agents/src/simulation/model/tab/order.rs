//! What the person ordered, and what has come of it.

use super::super::{ME, World};
use crate::clock::Clock;
use console_core::dialog::{Person, Target};
use console_core::intent::{AgentOrder, Certainty, Existence, TokenOrder};
use console_core::model::{AgentId, ProjectId};
use console_core::names::suggest_token_name;
use std::rc::Rc;

/// Who sits at the tab.
pub(super) const PERSON: Option<Person> = Some(Person::User(ME));

/// What the person ordered, and what has come of it.
pub(in super::super) struct Order {
    pub(in super::super) what: What,
    pub(in super::super) standing: Standing,
    /// Whether its driver runs.
    pub(in super::super) runs: bool,
    /// What its driver brought that the person has to be told of, since the page was loaded.
    pub(in super::super) brought: Brought,
    /// When the request was about to go out.
    pub(in super::super) posting_at: Option<i64>,
    /// When a reload or the person last made it look anew.
    pub(in super::super) asked_at: Option<i64>,
}

impl Order {
    pub(super) fn new(what: What) -> Self {
        Self {
            what,
            standing: Standing::UnderWay,
            runs: true,
            brought: Brought::Nothing,
            posting_at: None,
            asked_at: None,
        }
    }
}

/// What a driver brought that nobody may keep from the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Brought {
    Nothing,
    Orphans,
    Value,
}

#[derive(Clone)]
pub(in super::super) enum What {
    Token(Rc<TokenOrder>),
    Agent(Rc<AgentOrder>),
}

/// What the person wants.
#[derive(Clone, Copy)]
pub(in super::super) enum Wanted {
    /// A token with the name that is suggested.
    Token {
        agent: u64,
    },
    /// A token with a name of the person's own.
    UnmarkedToken {
        agent: u64,
    },
    Agent,
}

/// The name of the agents that tokens are for, and of every token that the person names.
pub(in super::super) const AGENT_NAME: &str = "edge";

pub(super) const PROJECT: ProjectId = ProjectId(20);

pub(super) fn target(agent: AgentId) -> Target {
    let (agent_name, project_path) = (AGENT_NAME.to_owned(), "root/test".to_owned());
    Target { agent, agent_name, project: PROJECT, project_path }
}

/// The name that is suggested for a token, and its marker.
pub(super) fn suggested(number: usize, world: &World) -> (String, String) {
    let random = u64::try_from(number).unwrap_or_default();
    suggest_token_name(AGENT_NAME, world.clock.now(), random)
}

/// What the person was last told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Standing {
    UnderWay,
    Posting,
    Looking,
    /// An answer came, and not all of it.
    Identifying,
    /// With the token, where it is known which one has the value.
    Shown {
        token: Option<u64>,
    },
    Kept {
        token: Option<u64>,
    },
    Orphaned {
        token: u64,
        certainty: Certainty,
    },
    Revoked {
        token: u64,
        certainty: Certainty,
    },
    Refused,
    /// Not created, or not registered.
    Denied,
    Unresolved(Existence),
    Registered {
        agent: u64,
    },
    /// Registered, as looking found.
    FoundByName {
        agent: u64,
    },
    /// A reload before anything was sent.
    Unsent,
    /// A reload, and the journal could not be stored.
    Forgotten,
}

impl Standing {
    /// Whether the person waits for what comes of it.
    pub(super) fn is_under_way(self) -> bool {
        matches!(self, Self::UnderWay | Self::Posting | Self::Looking | Self::Identifying)
    }
}
