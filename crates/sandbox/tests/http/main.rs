//! The sandbox over real HTTP: its responses and its faults.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helpers fail like the test itself, but are not known to be tests"
)]

mod command;
mod console;
mod control;
mod cors;
mod discovery;
mod documented;
mod faults;
mod granular;
mod graphql;
mod hostile;
mod lab;
mod paging;
mod rules;
mod session;
mod versions;
