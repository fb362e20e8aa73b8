//! A GitLab to try agent-console against: a stand-in that speaks real HTTP on 127.0.0.1.

mod api;
mod clock;
mod connection;
mod console;
mod control;
mod cors;
mod faults;
mod gateway;
mod headers;
mod ledger;
mod malformed;
mod options;
mod requests;
mod secrets;
mod server;
mod state;
mod version;
mod world;

pub use options::{Command, Console, Edition, Options, USAGE};
pub use server::{Sandbox, StartError, start};
pub use version::Version;
