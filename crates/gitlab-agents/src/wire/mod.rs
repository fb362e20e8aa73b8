//! What GitLab's JSON looks like, and how much of it has to be right.
//!
//! A row needs an id, and whatever it is called by must not be something else than text. All else
//! may be missing, `null`, or of a kind this version does not know.

pub(crate) use console_core::json;

pub(crate) mod agent;
pub(crate) mod graphql;
pub(crate) mod place;
pub(crate) mod session;
pub(crate) mod token;

#[cfg(test)]
mod tests;
