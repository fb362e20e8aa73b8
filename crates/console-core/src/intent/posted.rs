//! What became of a request that creates.

use crate::failure::Failure;

/// What became of a request that creates a `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted<T> {
    /// It exists, and this is what could be read of it.
    Created(T),
    /// A status of success came, so it exists, but nothing of the answer can be read.
    Unread(Failure),
    /// GitLab answered that it did not create it.
    Refused(Failure),
    /// No answer, or none of GitLab's: nobody knows whether it exists.
    Lost(Failure),
}
