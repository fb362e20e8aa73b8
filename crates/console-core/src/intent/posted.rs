//! The outcome of a creating request.

use crate::failure::Failure;

/// The outcome of a request that creates a `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted<T> {
    /// It exists, and this much of the response was readable.
    Created(T),
    /// A success status, so it exists, but the response is unreadable.
    Unread(Failure),
    /// GitLab answered that it was not created.
    Refused(Failure),
    /// No response, or none from GitLab: it may or may not exist.
    Lost(Failure),
}
