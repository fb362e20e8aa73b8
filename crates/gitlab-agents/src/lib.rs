//! Speaks: a client for GitLab's agent endpoints.
//!
//! It knows GitLab's addresses, its JSON and its habits, and turns them into the model of
//! [`console_core`]. How bytes travel and how time passes comes in through two traits,
//! [`Transport`] and [`Clock`], so that the same client runs in a browser, in a native test and in
//! a simulation. Futures are not `Send`: everything happens on one thread.

#![forbid(unsafe_code)]

mod answer;
mod budget;
mod clock;
mod connection;
mod errors;
mod ids;
mod intents;
pub mod permissions;
mod probe;
mod retry;
mod route;
mod scope;
#[cfg(any(test, feature = "simulation"))]
pub mod simulation;
mod status;
#[cfg(test)]
mod testing;
mod together;
mod transport;
mod wire;

pub use budget::{Budget, Urgency};
pub use clock::Clock;
pub use connection::{AgentPage, Connection, FULL_PAGE, Listing, ListingEnd};
pub use console_core::gitlab_url::{GitLabUrl, UrlError};
pub use intents::{Nudge, Requests, Start, drive};
pub use probe::{Probe, probe};
pub use scope::{LeftOut, ScopeEvent, count_left_out, read_scope};
pub use status::{StatusEvent, StatusReads, read_status};
pub use transport::{BODY_LIMIT, Exchange, Head, Headers, Method, NoReply, Request, Transport};
