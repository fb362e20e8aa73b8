//! What the person ordered, and what has come of it.

use super::super::{ME, World};
use crate::clock::Clock;
use crate::intents::Nudge;
use console_core::intent::{AgentOrder, Certainty, Creation, Existence, Orphans, TokenOrder};
use console_core::model::{Agent, AgentId, ProjectId, Token};
use console_core::names::suggest_token_name;
use console_core::secret::Secret;
use std::rc::Rc;

/// What the person ordered, and what has come of it.
pub(in super::super) struct Order {
    pub(in super::super) what: What,
    pub(in super::super) standing: Standing,
    pub(in super::super) dialog: Dialog,
    pub(in super::super) driver: Driver,
    pub(super) nudge: Nudge,
    /// The tokens without a value that the person was told of.
    pub(super) orphans: Option<Orphans>,
    /// The value on the screen.
    pub(super) value: Option<Secret>,
    /// When the request was about to go out.
    pub(in super::super) posting_at: Option<i64>,
    /// When a reload or the person last made it look anew.
    pub(in super::super) asked_at: Option<i64>,
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

impl Wanted {
    pub(super) fn what(self, number: usize, world: &World) -> What {
        let project = ProjectId(20);
        let me = Some(ME);
        let agent = match self {
            Self::Agent => {
                let name = format!("{AGENT_NAME}-{number}");
                return What::Agent(Rc::new(AgentOrder { project, name, me }));
            }
            Self::Token { agent } | Self::UnmarkedToken { agent } => AgentId(agent),
        };
        let random = u64::try_from(number).unwrap_or_default();
        let (name, marker) = suggest_token_name(AGENT_NAME, world.clock.now(), random);
        let is_unmarked = matches!(self, Self::UnmarkedToken { .. });
        What::Token(Rc::new(TokenOrder {
            project,
            agent,
            agent_name: AGENT_NAME.to_owned(),
            name: if is_unmarked { AGENT_NAME.to_owned() } else { name },
            description: format!("#{number}"),
            marker,
            me,
            limit: world.server.borrow().limit,
        }))
    }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialog {
    Open,
    Closed,
}

pub(in super::super) enum Driver {
    Runs,
    Ended,
    /// It ended without an outcome, and can go on from here.
    TokenLeft(Creation<Token>),
    /// As above.
    AgentLeft(Creation<Agent>),
}
