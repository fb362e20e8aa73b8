//! Running what a person set out to do.
//!
//! The states and their order are in [`console_core::intent`]; here their commands become requests and
//! waiting, and what comes of these becomes events.

mod create_token;
mod register_agent;

pub use create_token::{Nudge, create_token, resume_token};
pub use register_agent::{register_agent, resume_agent};
