//! The outcome of a removing request.

use crate::failure::Failure;

/// The outcome of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is removed: GitLab said so, or the response was lost and no list shows it any more.
    Done,
    /// GitLab did not find it, and no list shows it: it was removed earlier.
    AlreadyGone,
    /// It still exists, for this reason.
    Refused(Failure),
    /// Not known. The response was lost this way; a 404 does not say whether the thing is gone or
    /// hidden from the caller.
    Unknown(Failure),
}
