//! What became of a request that removes.

use crate::failure::Failure;

/// What became of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone: GitLab said so, or the answer was lost and no list shows it any more.
    Done,
    /// GitLab did not find it, and no list shows it: it was gone before.
    AlreadyGone,
    /// It is still there, and this is why.
    Refused(Failure),
    /// Nobody knows. This is how the answer was lost; where it was 404, GitLab does not say whether
    /// the thing is gone or hidden from the caller.
    Unknown(Failure),
}
