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

/// How far GitLab's clock may be behind this computer's before something it dates is taken for older than it is.
const CLOCK_SKEW_MS: i64 = 10 * 60 * 1000;

/// How long to wait before looking a second time: a request whose reply was lost may still be running.
const SECOND_LOOK_MS: u32 = 5_000;
