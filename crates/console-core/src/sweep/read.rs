//! What goes into a sweep and comes out of it.

use super::{Pace, READS_PER_MINUTE};
use crate::failure::Failure;
use crate::model::TokenFacts;
use crate::model::{AgentId, ProjectId, Row, Token, TokenId};
use crate::timestamp::Timestamp;

/// An agent in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its id.
    pub agent: AgentId,
    /// Its name, by which GraphQL finds it.
    pub name: String,
}

/// What is known of a GitLab's GraphQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Whether it tells the tokens of a project's agents.
    pub by_project: Ability,
    /// Whether it tells those of all agents in a group at once: since 17.10, and not in every
    /// edition.
    pub by_group: Ability,
}

/// Whether a GitLab can do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ability {
    /// Not tried.
    #[default]
    Untried,
    /// It can.
    Has,
    /// It cannot, or refuses to.
    Lacks,
}

/// The way in which most is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// No answer has told yet.
    Undecided,
    /// GraphQL, and REST for what it leaves out.
    GraphQl,
    /// REST alone.
    Rest,
}

/// Names one read that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub(super) u32);

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this read.
    Send {
        /// Its name, for [`Sweep::on`].
        ticket: Ticket,
        /// The read.
        read: Read,
        /// Whether it is for agents in sight.
        is_wanted: bool,
    },
    /// Ask again in so many milliseconds, or when something came.
    Wait(u32),
    /// There is nothing to do until something comes.
    Rest,
}

/// One request to send, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A query for agents by their names.
    Named(Vec<NamedAgent>),
    /// A query for pages of agents.
    Pages {
        /// The pages.
        pages: Vec<PageOf>,
        /// The most rows of each.
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

/// An agent asked for by name.
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
    /// Of what.
    pub place: Place,
    /// The full path of that.
    pub path: String,
    /// The cursor of the page before.
    pub after: Option<String>,
}

/// What has agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A project.
    Project,
    /// A group with its subgroups.
    Group,
}

/// What came of a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer to a query.
    Told {
        /// What it tells of which agents.
        agents: Vec<(AgentId, TokenFacts)>,
        /// How each of the pages asked for ends, in their order.
        ends: Vec<PageEnd>,
    },
    /// The query asks for too much, or for something this GitLab stumbles over.
    TooMuch,
    /// This GitLab does not know something the query asks for.
    Unknown,
    /// A list of tokens.
    Tokens(Vec<Row<Token>>),
    /// A token.
    Token(Token),
    /// Neither.
    Failed(Failure),
}

/// What comes after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEnd {
    /// Another page, behind this cursor.
    More(String),
    /// Nothing.
    Last,
    /// There was no page: the place is hidden, or the answer leaves it out.
    Missing,
}

/// What became known of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Its tokens were read.
    Read {
        /// The agent.
        agent: AgentId,
        /// What they tell.
        facts: TokenFacts,
        /// When.
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

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Agents asked for.
    pub total: u32,
    /// Agents whose tokens were read.
    pub read: u32,
    /// Agents whose tokens could not be read.
    pub failed: u32,
    /// By which way.
    pub way: Way,
    /// How fast.
    pub pace: Pace,
}

impl Default for Progress {
    /// That of a sweep over no agents.
    fn default() -> Self {
        let pace = Pace::Steady(READS_PER_MINUTE);
        Self { total: 0, read: 0, failed: 0, way: Way::Undecided, pace }
    }
}
