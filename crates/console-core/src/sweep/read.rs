//! Inputs and outputs of a sweep.

use super::{Pace, READS_PER_MINUTE};
use crate::failure::Failure;
use crate::model::TokenFacts;
use crate::model::{AgentId, ProjectId, Row, Token, TokenId};
use crate::timestamp::Timestamp;

/// An agent in view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its id.
    pub agent: AgentId,
    /// Its name, by which GraphQL finds it.
    pub name: String,
}

/// What is known about an instance's GraphQL API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Whether it returns the tokens of a project's agents.
    pub by_project: Ability,
    /// Whether it returns those of all agents in a group: since 17.10, and not in every edition.
    pub by_group: Ability,
}

/// Whether a GitLab instance supports something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ability {
    /// Not tried.
    #[default]
    Untried,
    /// Supported.
    Has,
    /// Missing, or refused.
    Lacks,
}

/// The protocol that most agents are read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Not known before the first reply.
    Undecided,
    /// GraphQL, and REST for what it omits.
    GraphQl,
    /// REST alone.
    Rest,
}

/// Identifies one pending read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub(super) u32);

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this read.
    Send {
        /// Its ticket, for [`Sweep::on`].
        ticket: Ticket,
        /// The read.
        read: Read,
        /// Whether it is for agents in view.
        is_wanted: bool,
    },
    /// Call again in this many milliseconds, or after a reply.
    Wait(u32),
    /// Nothing to do until a reply comes.
    Rest,
}

/// One request, to be sent once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A query for agents by name.
    Named(Vec<NamedAgent>),
    /// A query for pages of agents.
    Pages {
        /// The pages.
        pages: Vec<PageOf>,
        /// The maximum rows per page.
        size: u32,
    },
    /// An agent's list of tokens, over REST.
    Tokens {
        /// The agent's project.
        project: ProjectId,
        /// The agent.
        agent: AgentId,
    },
    /// One token, over REST.
    Token {
        /// The agent's project.
        project: ProjectId,
        /// The agent.
        agent: AgentId,
        /// The token.
        token: TokenId,
    },
}

/// An agent requested by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAgent {
    /// Its project's full path.
    pub project: String,
    /// Its name.
    pub name: String,
}

/// A page of the agents of a project or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOf {
    /// The kind of place.
    pub place: Place,
    /// Its full path.
    pub path: String,
    /// The cursor of the previous page.
    pub after: Option<String>,
}

/// What contains agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A project.
    Project,
    /// A group with its subgroups.
    Group,
}

/// The reply to a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A response to a query.
    Told {
        /// The facts it contains, by agent.
        agents: Vec<(AgentId, TokenFacts)>,
        /// How each requested page ends, in order.
        ends: Vec<PageEnd>,
    },
    /// The query is too complex, or this GitLab fails on it.
    TooMuch,
    /// This GitLab lacks something that the query requests.
    Unknown,
    /// A list of tokens.
    Tokens(Vec<Row<Token>>),
    /// A token.
    Token(Token),
    /// A failure of either kind.
    Failed(Failure),
}

/// What follows a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEnd {
    /// Another page, at this cursor.
    More(String),
    /// Nothing.
    Last,
    /// There was no page: the place is hidden or missing from the response.
    Missing,
}

/// What became known about an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Its tokens were read.
    Read {
        /// The agent.
        agent: AgentId,
        /// The facts from them.
        facts: TokenFacts,
        /// When they were read.
        at: Timestamp,
    },
    /// They could not be read.
    Failed {
        /// The agent.
        agent: AgentId,
        /// Why.
        failure: Failure,
    },
}

/// The progress of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Requested agents.
    pub total: u32,
    /// Agents whose tokens were read.
    pub read: u32,
    /// Agents whose tokens could not be read.
    pub failed: u32,
    /// The protocol.
    pub way: Way,
    /// The speed.
    pub pace: Pace,
}

impl Default for Progress {
    /// The progress of a sweep without agents.
    fn default() -> Self {
        let pace = Pace::Steady(READS_PER_MINUTE);
        Self { total: 0, read: 0, failed: 0, way: Way::Undecided, pace }
    }
}
