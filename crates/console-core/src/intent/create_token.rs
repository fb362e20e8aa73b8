//! Creating an agent token, whose value is told once.

use super::orphans::find_orphans;
use super::{Certainty, Existence, Orphans, Posted, SECOND_LOOK_MS};
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, CreatedToken, ProjectId, Row, Token, TokenId, TokenLimit, UserId};
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
    /// GitLab refused it: looking whether it had created the token all the same. A browser sends a request again by
    /// itself, a POST too, where a connection that was used before ends without an answer or with 408. It tells
    /// nobody, and what is refused may be the second one.
    Doubted {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// When the request went out.
        started_at: Timestamp,
        /// Why it was refused.
        why: Failure,
    },
    /// GitLab created it, and not all of its answer could be read: looking for the rest in the list. That takes a
    /// moment at most, because a value is to be stored.
    Identifying {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The tokens there were before.
        known: Vec<TokenId>,
        /// What could be read.
        answer: CreatedToken,
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
        /// The token; `None` where it is not known which one has this value.
        token: Option<Token>,
        /// Its value.
        secret: Secret,
    },
    /// The token exists and its value is lost. It occupies one of the agent's slots.
    Orphaned {
        /// What was asked for.
        order: Rc<TokenOrder>,
        /// The token, and those that came of the same request sent again by the browser.
        orphans: Orphans,
        /// How sure it is that these are the ones.
        certainty: Certainty,
        /// Whether the one that was ordered is known to exist. Where these are it for sure, it is.
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
    Posted(Posted<CreatedToken>),
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
            | Self::Identifying { order, .. }
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
                | Self::Identifying { .. }
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
            (Self::Identifying { order, known, answer }, event) => {
                identified(order, known, answer, event)
            }
            (state, TokenEvent::Posted(Posted::Created(created))) => received(state, created),
            (Self::Checking { order }, TokenEvent::Listed { tokens, now }) => {
                checked(order, tokens, now)
            }
            (Self::Posting { order, known, started_at }, event) => {
                posted(order, known, started_at, event)
            }
            (
                Self::Doubted { order, known, started_at, why },
                TokenEvent::Listed { tokens, .. },
            ) => doubted(order, known, started_at, why, tokens),
            (Self::Looking { order, known, started_at, look, existence, cause }, event) => {
                looked(Search { order, known, started_at, look, existence, cause }, event)
            }
            (
                Self::Doubted { order, known, started_at, .. }
                | Self::NotCreated { order, known, started_at, .. }
                | Self::Unresolved { order, known, started_at, .. },
                TokenEvent::Posted(Posted::Unread(cause)),
            ) => Search::anew(order, known, started_at, Existence::Proven, cause),
            // While it was under way it may have created something after the last look.
            (
                Self::NotCreated { order, known, started_at, .. },
                TokenEvent::Posted(Posted::Lost(cause)),
            ) => Search::anew(order, known, started_at, Existence::Open, cause),
            (
                Self::NotCreated { order, known, started_at, .. }
                | Self::Unresolved { order, known, started_at, existence: Existence::Open, .. },
                TokenEvent::Posted(Posted::Refused(why)),
            ) => doubt(order, known, started_at, why),
            (
                Self::Orphaned { order, orphans, certainty, .. },
                TokenEvent::Posted(Posted::Unread(_)),
            ) => {
                let existence = Existence::Proven;
                (Self::Orphaned { order, orphans, certainty, existence }, Vec::new())
            }
            (
                Self::Unresolved { order, known, started_at, existence, cause },
                TokenEvent::LookAgain,
            ) => Search::anew(order, known, started_at, existence, cause),
            (state, _) => (state, Vec::new()),
        }
    }
}

fn received(state: CreateToken, answer: CreatedToken) -> (CreateToken, Vec<TokenCommand>) {
    let order = state.order().clone();
    let next = match (state, answer) {
        // A list under way may be older than the token, and show only what the request made when it was sent first.
        (CreateToken::Posting { known, .. }, answer)
            if !matches!(answer, CreatedToken::Whole(..)) =>
        {
            let commands = vec![TokenCommand::List, TokenCommand::Wait(SECOND_LOOK_MS)];
            return (CreateToken::Identifying { order, known, answer }, commands);
        }
        (CreateToken::Orphaned { orphans, certainty, .. }, answer @ CreatedToken::NoValue(_)) => {
            told(order, answer, Some((orphans, certainty)))
        }
        (_, answer) => told(order, answer, None),
    };
    (next, Vec::new())
}

fn identified(
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    answer: CreatedToken,
    event: TokenEvent,
) -> (CreateToken, Vec<TokenCommand>) {
    let found = match event {
        TokenEvent::Listed { tokens, .. } => {
            find_orphans(&order, &known, tokens.unwrap_or_default())
        }
        TokenEvent::Waited => None,
        _ => return (CreateToken::Identifying { order, known, answer }, Vec::new()),
    };
    (told(order, answer, found), Vec::new())
}

/// What is known of a token by the answer and by the tokens of its order that a list shows.
fn told(
    order: Rc<TokenOrder>,
    answer: CreatedToken,
    found: Option<(Orphans, Certainty)>,
) -> CreateToken {
    match answer {
        CreatedToken::Whole(token, secret) => {
            CreateToken::Revealed { order, token: Some(token), secret }
        }
        CreatedToken::ValueOnly(secret) => {
            let token = found.and_then(|(orphans, certainty)| orphans.only(certainty));
            CreateToken::Revealed { order, token, secret }
        }
        CreatedToken::NoValue(token) => {
            let orphans = match found {
                Some((orphans, Certainty::Sure)) => orphans.with(token),
                _ => token.into(),
            };
            orphaned(order, orphans, Certainty::Sure, Existence::Proven)
        }
    }
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
        TokenEvent::Posted(Posted::Refused(why)) => {
            return doubt(order, known, started_at, why);
        }
        TokenEvent::Posted(Posted::Unread(cause)) => (Existence::Proven, cause),
        TokenEvent::Posted(Posted::Lost(cause)) => (Existence::Open, cause),
        TokenEvent::Overdue => (Existence::Open, Failure::without_answer(FailureKind::TimedOut)),
        _ => return (CreateToken::Posting { order, known, started_at }, Vec::new()),
    };
    Search::anew(order, known, started_at, existence, cause)
}

/// Looks once whether a token appeared although GitLab refused it. Who is not signed in cannot look, and a personal
/// access token does not end between two requests that the browser sends at once.
fn doubt(
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    started_at: Timestamp,
    why: Failure,
) -> (CreateToken, Vec<TokenCommand>) {
    if why.is_unauthorised() {
        return (CreateToken::Refused { order, why }, Vec::new());
    }
    (CreateToken::Doubted { order, known, started_at, why }, vec![TokenCommand::List])
}

fn doubted(
    order: Rc<TokenOrder>,
    known: Vec<TokenId>,
    started_at: Timestamp,
    why: Failure,
    tokens: Result<Vec<Row<Token>>, Failure>,
) -> (CreateToken, Vec<TokenCommand>) {
    let existence = Existence::Open;
    let next = match tokens.map(|tokens| find_orphans(&order, &known, tokens)) {
        Ok(Some((orphans, certainty))) => orphaned(order, orphans, certainty, existence),
        Ok(None) => CreateToken::Refused { order, why },
        Err(cause) => CreateToken::Unresolved { order, known, started_at, existence, cause },
    };
    (next, Vec::new())
}

fn orphaned(
    order: Rc<TokenOrder>,
    orphans: Orphans,
    certainty: Certainty,
    existence: Existence,
) -> CreateToken {
    let existence = match certainty {
        Certainty::Sure => Existence::Proven,
        Certainty::Probable => existence,
    };
    CreateToken::Orphaned { order, orphans, certainty, existence }
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
        TokenEvent::Posted(Posted::Refused(why)) if search.existence == Existence::Open => {
            return doubt(search.order, search.known, search.started_at, why);
        }
        // The look under way may be older than the token: it counts as the first.
        TokenEvent::Posted(Posted::Unread(cause)) => {
            let (look, existence) = (Look::First, Existence::Proven);
            return (Search { look, existence, cause, ..search }.into_state(), Vec::new());
        }
        TokenEvent::Posted(Posted::Lost(cause)) => {
            return (Search { look: Look::First, cause, ..search }.into_state(), Vec::new());
        }
        TokenEvent::Waited => return (search.into_state(), vec![TokenCommand::List]),
        _ => return (search.into_state(), Vec::new()),
    };
    if let Some((orphans, certainty)) = find_orphans(&search.order, &search.known, tokens) {
        let next = orphaned(search.order, orphans, certainty, search.existence);
        return (next, Vec::new());
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
