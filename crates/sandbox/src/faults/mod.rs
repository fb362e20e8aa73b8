//! Faults: what a test can make this GitLab do wrong.

pub(crate) mod big_ids;

use std::time::Duration;

/// How faults change the way an endpoint itself works.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overrides {
    /// How many active tokens an agent may have.
    pub(crate) token_limit: Option<usize>,
    /// How old the world is that lists show.
    pub(crate) list_age: Option<Duration>,
}
