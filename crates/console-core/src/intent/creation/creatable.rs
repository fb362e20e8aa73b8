//! What differs between tokens and agents when they are created.

use crate::failure::Failure;
use crate::intent::Existence;
use crate::timestamp::Timestamp;
use std::fmt::Debug;
use std::rc::Rc;

/// Something that one request creates.
pub trait Creatable: Debug + Sized + 'static {
    /// What is ordered.
    type Order: Debug;
    /// What one look at GitLab returns.
    type Seen: Debug;
    /// What existed before the request, kept for comparison.
    type Before: Clone + Debug;
    /// The content of a success response.
    type Answer: Debug;
    /// The readable part of an incomplete response.
    type Part: Debug;
    /// What was created, from a complete response.
    type Made: Debug;
    /// What a look found after the response was lost.
    type Found: Debug;

    /// Checks, after a first look, whether the order may be sent.
    ///
    /// # Errors
    ///
    /// Why GitLab would refuse it.
    fn check(order: &Self::Order, seen: Self::Seen) -> Result<Self::Before, Failure>;

    /// Evaluates a look after the request.
    fn find(sent: &Sent<Self>, existence: Existence, seen: Self::Seen) -> Sight<Self::Found>;

    /// Whether what was found is certainly what was ordered.
    fn is_sure(found: &Self::Found) -> bool;

    /// Reads what was created from a response.
    ///
    /// # Errors
    ///
    /// The readable part, if the response is incomplete.
    fn made(answer: Self::Answer) -> Result<Self::Made, Self::Part>;

    /// Completes a partial response with what looks found before and after it.
    ///
    /// # Errors
    ///
    /// What was created, if a part that only a response contains is missing.
    fn complete(
        part: Self::Part,
        before: Option<Self::Found>,
        since: Option<Self::Found>,
    ) -> Result<Self::Made, Self::Found>;
}

/// The result of a look after the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight<F> {
    /// It exists.
    Found(F),
    /// It does not exist.
    Nothing,
    /// Something else is in its place, so GitLab will not create it.
    Other(Failure),
}

/// An order whose request was sent.
#[derive(Debug)]
pub struct Sent<T: Creatable> {
    /// The order.
    pub order: Rc<T::Order>,
    /// What existed before.
    pub before: T::Before,
    /// When the request was sent.
    pub started_at: Timestamp,
}

impl<T: Creatable> Clone for Sent<T> {
    fn clone(&self) -> Self {
        let Self { order, before, started_at } = self;
        Self { order: Rc::clone(order), before: before.clone(), started_at: *started_at }
    }
}
