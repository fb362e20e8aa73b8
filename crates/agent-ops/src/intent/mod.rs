//! What a person set out to do, as data.
//!
//! An intent is a state machine without I/O: [`on`](CreateToken::on) takes an event and gives the next state with the
//! commands to carry out. A request that creates something is sent once. If its reply is lost, the
//! outcome is *unknown* and is found out by looking, never by sending again.

mod create_token;
mod register_agent;

pub use create_token::{
    Certainty, CreateToken, Existence, Look, PostedToken, TokenCommand, TokenEvent, TokenOrder,
};
pub use register_agent::{
    AgentCommand, AgentEvent, AgentOrder, PostedAgent, RegisterAgent, ReplyFate,
};

use crate::model::{Creator, UserId};
use crate::timestamp::Timestamp;

/// How far GitLab's clock may be behind this computer's before something it dates is taken for older than it is.
const CLOCK_SKEW_MS: i64 = 10 * 60 * 1000;

/// How long to wait before looking a second time: a request whose reply was lost may still be running.
const SECOND_LOOK_MS: u32 = 5_000;

/// Whether something `creator` made at `created_at` may be what `me` asked for at `started_at`, rather than
/// another person's or an earlier one. What GitLab does not tell speaks against nothing.
fn may_be_mine(
    creator: Creator,
    created_at: Option<Timestamp>,
    me: Option<UserId>,
    started_at: Timestamp,
) -> bool {
    let by_me = match (creator, me) {
        (Creator::User(creator), Some(me)) => creator == me,
        _ => true,
    };
    by_me && created_at.is_none_or(|created| created >= started_at.plus(-CLOCK_SKEW_MS))
}
