//! Domain model and rules of agent-console.
//!
//! Everything here is pure: nothing waits, reads a clock, or touches a network or a page. Times and
//! responses come in as values, decisions go out as values, so that every rule can be tested
//! natively.

#![forbid(unsafe_code)]

pub mod access_token;
pub mod address;
pub mod age;
pub mod agents;
pub mod config;
pub mod coverage;
pub mod dialog;
pub mod digits;
pub mod export;
pub mod failure;
pub mod gitlab_url;
pub mod id_map;
pub mod install;
pub mod intent;
pub mod json;
pub mod keys;
pub mod model;
pub mod monotonic;
pub mod names;
pub mod orphan;
pub mod people;
pub mod percent;
pub mod presence;
pub mod secret;
pub mod status;
pub mod sweep;
pub mod table;
pub mod timestamp;
pub mod tokens;
pub mod unseen;
