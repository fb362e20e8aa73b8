//! Creating an agent token, whose value is told once.

use super::{Existence, SECOND_LOOK_MS, may_be_by};
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, CreatedToken, ProjectId, Row, Token, TokenId, TokenLimit, UserId};
use crate::names::carries_marker;
use crate::secret::Secret;
use crate::timestamp::Timestamp;
use std::rc::Rc;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOrder {
    /// The agent's project.
    pub project: ProjectId,
    /// The agent.
    pub agent: AgentId,
    /// The token's name. Not unique in GitLab.
    pub name: String,
    /// The token's description; empty for none.
    pub description: String,
    /// The random part of the suggested name, by which a token is recognised whose reply was lost.
    pub marker: String,
    /// Who asks.
    pub me: Option<UserId>,
    /// What this GitLab allows.
    pub limit: TokenLimit,
}

/// Where the creation stands.
#[derive(Debug)]
pub enum CreateToken {
    /// Reading which tokens the agent has, to know them from the new one.
    Checking {
        /// What was asked for.
        order: Rc<TokenOrder>,
    },
    /// The request is under way.
    Posting {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// When the request went out.
        started_at: Timestamp,
    },
    /// GitLab refused it: looking whether it had created the token all the same. A connection that was used before
    /// may end without an answer; then a browser sends a request again by itself, a POST too, tells nobody, and the
    /// second one is refused because of what the first one created.
    Doubted {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// Why it was refused.
        why: Failure,
    },
    /// The reply was lost: looking whether a token appeared.
    Looking {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// When the request went out.
        started_at: Timestamp,
        /// Whether the next look is the first or the second.
        look: Look,
        /// Whether the token is known to exist.
        existence: Existence,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The token exists and its value is here.
    Revealed {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The token.
        token: Token,
        /// Its value.
        secret: Secret,
    },
    /// The token exists and its value is lost. It occupies one of the agent's slots.
    Orphaned {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The token.
        token: Token,
        /// How sure it is that this is the one.
        certainty: Certainty,
        /// Whether the one that was ordered is known to exist. Where this one is it for sure, it is.
        existence: Existence,
    },
    /// No token was created.
    Refused {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// Why.
        why: Failure,
    },
    /// The reply was lost, and two looks found no new token.
    NotCreated {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// When the request went out.
        started_at: Timestamp,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The reply was lost, and looking did not settle it. Which token is the new one is not known.
    Unresolved {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// When the request went out.
        started_at: Timestamp,
        /// Whether the token is known to exist.
        existence: Existence,
        /// Why looking failed; where it did not fail but found nothing, how the reply was lost.
        cause: Failure,
    },
}

/// Which look at the list is the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The first.
    First,
    /// The second and last.
    Second,
}

/// How sure it is that a token found is the one whose reply was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is new, it may be ours, and its name carries the marker.
    Sure,
    /// It is new, it may be ours, and it has the name that was asked for. But somebody removed the marker from
    /// that name, so another token may have the same.
    Probable,
}

/// What became of the request that creates.
#[derive(Debug)]
pub enum PostedToken {
    /// 201 with a body that could be read.
    Created(CreatedToken),
    /// A 2xx status came, so the token exists, but not a body that can be read.
    CreatedUnread(Failure),
    /// GitLab answered that it did not create it.
    Refused(Failure),
    /// No answer, or one that does not say whether it was created.
    Lost(Failure),
}

/// What happened.
#[derive(Debug)]
pub enum TokenEvent {
    /// The list of active tokens was read, or could not be.
    Listed {
        /// The list, or why there is none.
        tokens: Result<Vec<Row<Token>>, Failure>,
        /// When.
        now: Timestamp,
    },
    /// The request that creates came to an end. It may come late, after its time was over.
    Posted(PostedToken),
    /// The request that creates takes longer than it should. It is still under way.
    Overdue,
    /// The time asked for by [`TokenCommand::Wait`] is over.
    Waited,
    /// The person asks to look again.
    LookAgain,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenCommand {
    /// Read the agent's active tokens.
    List,
    /// Send the one request that creates.
    Post,
    /// Wait this many milliseconds.
    Wait(u32),
}

impl CreateToken {
    /// Begins.
    #[must_use]
    pub fn begin(order: TokenOrder) -> (Self, Vec<TokenCommand>) {
        (Self::Checking { order: Rc::new(order) }, vec![TokenCommand::List])
    }

    /// What was asked for.
    #[must_use]
    pub fn order(&self) -> &Rc<TokenOrder> {
        match self {
            Self::Checking { order }
            | Self::Posting { order, .. }
            | Self::Doubted { order, .. }
            | Self::Looking { order, .. }
            | Self::Revealed { order, .. }
            | Self::Orphaned { order, .. }
            | Self::Refused { order, .. }
            | Self::NotCreated { order, .. }
            | Self::Unresolved { order, .. } => order,
        }
    }

    /// Whether nothing more will happen unless a person or a late reply makes it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Checking { .. }
                | Self::Posting { .. }
                | Self::Doubted { .. }
                | Self::Looking { .. }
        )
    }

    /// The next state, and what to do.
    #[must_use]
    pub fn on(self, event: TokenEvent) -> (Self, Vec<TokenCommand>) {
        match (self, event) {
            // A value that reached the browser is taken whatever was believed meanwhile.
            (Self::Revealed { order, token, secret }, _) => {
                (Self::Revealed { order, token, secret }, Vec::new())
            }
            (state, TokenEvent::Posted(PostedToken::Created(created))) => received(state, created),
            (Self::Checking { order }, TokenEvent::Listed { tokens, now }) => {
                checked(order, tokens, now)
            }
            (Self::Posting { order, known, started_at }, event) => {
                posted(order, known, started_at, event)
            }
            (Self::Doubted { order, known, why }, TokenEvent::Listed { tokens, .. }) => {
                doubted(order, &known, why, tokens)
            }
            (Self::Looking { order, known, started_at, look, existence, cause }, event) => {
                looked(Search { order, known, started_at, look, existence, cause }, event)
            }
            (
                Self::NotCreated { order, known, started_at, .. }
                | Self::Unresolved { order, known, started_at, .. },
                TokenEvent::Posted(PostedToken::CreatedUnread(cause)),
            ) => Search::anew(order, known, started_at, Existence::Proven, cause),
            // While it was under way it may have created something after the last look.
            (
                Self::NotCreated { order, known, started_at, .. },
                TokenEvent::Posted(PostedToken::Lost(cause)),
            ) => Search::anew(order, known, started_at, Existence::Open, cause),
            // A refusal says that a token of the same name, found meanwhile, is another one.
            (
                Self::Unresolved { order, known, existence: Existence::Open, .. },
                TokenEvent::Posted(PostedToken::Refused(why)),
            ) => refused(order, known, why),
            (
                Self::Orphaned { order, existence: Existence::Open, .. },
                TokenEvent::Posted(PostedToken::Refused(why)),
            ) => (Self::Refused { order, why }, Vec::new()),
            (
                Self::Orphaned { order, token, certainty, .. },
                TokenEvent::Posted(PostedToken::CreatedUnread(_)),
            ) => {
                let existence = Existence::Proven;
                (Self::Orphaned { order, token, certainty, existence }, Vec::new())
            }
            (
                Self::Unresolved { order, known, started_at, existence, cause },
                TokenEvent::LookAgain,
            ) => Search::anew(order, known, started_at, existence, cause),
            (state, _) => (state, Vec::new()),
        }
    }
}

fn received(state: CreateToken, created: CreatedToken) -> (CreateToken, Vec<TokenCommand>) {
    let order = state.order().clone();
    let CreatedToken { token, secret } = created;
    let next = match secret {
        Some(secret) => CreateToken::Revealed { order, token, secret },
        None => {
            let (certainty, existence) = (Certainty::Sure, Existence::Proven);
            CreateToken::Orphaned { order, token, certainty, existence }
        }
    };
    (next, Vec::new())
}

fn checked(
    order: Rc<TokenOrder>,
    tokens: Result<Vec<Row<Token>>, Failure>,
    now: Timestamp,
) -> (CreateToken, Vec<TokenCommand>) {
    let tokens = match tokens {
        Ok(tokens) => tokens,
        Err(why) => return (CreateToken::Refused { order, why }, Vec::new()),
    };
    if order.limit == TokenLimit::Two && tokens.len() >= 2 {
        let why = Failure::without_answer(FailureKind::TokenLimit);
        return (CreateToken::Refused { order, why }, Vec::new());
    }
    let known = ids(&tokens);
    (CreateToken::Posting { order, known, started_at: now }, vec![TokenCommand::Post])
}

fn posted(
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    started_at: Timestamp,
    event: TokenEvent,
) -> (CreateToken, Vec<TokenCommand>) {
    let (existence, cause) = match event {
        TokenEvent::Posted(PostedToken::Refused(why)) => return refused(order, known, why),
        TokenEvent::Posted(PostedToken::CreatedUnread(cause)) => (Existence::Proven, cause),
        TokenEvent::Posted(PostedToken::Lost(cause)) => (Existence::Open, cause),
        TokenEvent::Overdue => (Existence::Open, Failure::without_answer(FailureKind::TimedOut)),
        _ => return (CreateToken::Posting { order, known, started_at }, Vec::new()),
    };
    Search::anew(order, known, started_at, existence, cause)
}

/// Of all refusals only a 400 can come of what the same request has created: the agent is full now.
fn refused(
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    why: Failure,
) -> (CreateToken, Vec<TokenCommand>) {
    if why.status == Some(400) {
        (CreateToken::Doubted { order, known, why }, vec![TokenCommand::List])
    } else {
        (CreateToken::Refused { order, why }, Vec::new())
    }
}

/// Only the marker tells that it was this request: GitLab said that it was not, and others may choose the same name.
fn doubted(
    order: Rc<TokenOrder>,
    known: &[TokenId],
    why: Failure,
    tokens: Result<Vec<Row<Token>>, Failure>,
) -> (CreateToken, Vec<TokenCommand>) {
    let found = find_orphan(&order, known, tokens.unwrap_or_default());
    let next = match found {
        Some((token, certainty @ Certainty::Sure)) => {
            CreateToken::Orphaned { order, token, certainty, existence: Existence::Proven }
        }
        _ => CreateToken::Refused { order, why },
    };
    (next, Vec::new())
}

/// What [`CreateToken::Looking`] holds.
struct Search {
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    started_at: Timestamp,
    look: Look,
    existence: Existence,
    cause: Failure,
}

impl Search {
    /// Begins to look, twice where nothing is found.
    fn anew(
        order: Rc<TokenOrder>,
        known: Vec<TokenId>,
        started_at: Timestamp,
        existence: Existence,
        cause: Failure,
    ) -> (CreateToken, Vec<TokenCommand>) {
        let look = Look::First;
        let search = Self { order, known, started_at, look, existence, cause };
        (search.into_state(), vec![TokenCommand::List])
    }

    fn into_state(self) -> CreateToken {
        let Self { order, known, started_at, look, existence, cause } = self;
        CreateToken::Looking { order, known, started_at, look, existence, cause }
    }

    fn unresolved(self) -> CreateToken {
        let Self { order, known, started_at, existence, cause, .. } = self;
        CreateToken::Unresolved { order, known, started_at, existence, cause }
    }

    fn not_created(self) -> CreateToken {
        let Self { order, known, started_at, cause, .. } = self;
        CreateToken::NotCreated { order, known, started_at, cause }
    }
}

fn looked(search: Search, event: TokenEvent) -> (CreateToken, Vec<TokenCommand>) {
    let tokens = match event {
        TokenEvent::Listed { tokens: Ok(tokens), .. } => tokens,
        TokenEvent::Listed { tokens: Err(cause), .. } => {
            return (Search { cause, ..search }.unresolved(), Vec::new());
        }
        TokenEvent::Posted(PostedToken::Refused(why)) if search.existence == Existence::Open => {
            return refused(search.order, search.known, why);
        }
        // The look under way may be older than the token: it counts as the first.
        TokenEvent::Posted(PostedToken::CreatedUnread(cause)) => {
            let (look, existence) = (Look::First, Existence::Proven);
            return (Search { look, existence, cause, ..search }.into_state(), Vec::new());
        }
        TokenEvent::Posted(PostedToken::Lost(cause)) => {
            return (Search { look: Look::First, cause, ..search }.into_state(), Vec::new());
        }
        TokenEvent::Waited => return (search.into_state(), vec![TokenCommand::List]),
        _ => return (search.into_state(), Vec::new()),
    };
    if let Some((token, certainty)) = find_orphan(&search.order, &search.known, tokens) {
        let existence = match certainty {
            Certainty::Sure => Existence::Proven,
            Certainty::Probable => search.existence,
        };
        let order = search.order;
        return (CreateToken::Orphaned { order, token, certainty, existence }, Vec::new());
    }
    match (search.look, search.existence) {
        (Look::First, _) => {
            let next = Search { look: Look::Second, ..search };
            (next.into_state(), vec![TokenCommand::Wait(SECOND_LOOK_MS)])
        }
        (Look::Second, Existence::Open) => (search.not_created(), Vec::new()),
        (Look::Second, Existence::Proven) => (search.unresolved(), Vec::new()),
    }
}

/// The token that appeared since, if one did. The marker decides; where the person removed it, the name does.
/// GitLab keeps names as they were sent, so a new token of another name was made elsewhere. When a token was
/// created says nothing here: a computer whose clock is wrong would not find its own.
fn find_orphan(
    order: &TokenOrder,
    known: &[TokenId],
    tokens: Vec<Row<Token>>,
) -> Option<(Token, Certainty)> {
    let mut probable = None;
    for token in tokens.into_iter().filter_map(Row::read) {
        if known.contains(&token.id) || !may_be_by(token.created_by, order.me) {
            continue;
        }
        if carries_marker(&token.name, &order.marker) {
            return Some((token, Certainty::Sure));
        }
        if token.name.trim() == order.name.trim() {
            probable = Some((token, Certainty::Probable));
        }
    }
    probable
}

fn ids(tokens: &[Row<Token>]) -> Vec<TokenId> {
    tokens
        .iter()
        .filter_map(|row| match row {
            Row::Read(token) => Some(token.id),
            Row::Unreadable { id } => id.map(TokenId),
        })
        .collect()
}

#[cfg(test)]
mod tests;
