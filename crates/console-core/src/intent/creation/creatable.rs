//! What differs between the things that are created.

use crate::failure::Failure;
use crate::intent::Existence;
use crate::timestamp::Timestamp;
use std::fmt::Debug;
use std::rc::Rc;

/// Something that one request creates.
pub trait Creatable: Debug + Sized + 'static {
    /// What is asked for.
    type Order: Debug;
    /// What one look at GitLab shows.
    type Seen: Debug;
    /// What is noted before the request goes out, to know from it what was there before.
    type Before: Clone + Debug;
    /// What an answer of success holds.
    type Answer: Debug;
    /// An answer that is not whole: what could be read of it.
    type Part: Debug;
    /// What was created, as a whole answer says.
    type Made: Debug;
    /// What was created, as looking finds it after its answer was lost.
    type Found: Debug;

    /// Whether the order may be sent, after a first look.
    ///
    /// # Errors
    ///
    /// Why GitLab would refuse it.
    fn check(order: &Self::Order, seen: Self::Seen) -> Result<Self::Before, Failure>;

    /// What a look after the request says of it.
    fn find(sent: &Sent<Self>, existence: Existence, seen: Self::Seen) -> Sight<Self::Found>;

    /// Whether what was found is what was asked for, without a doubt.
    fn is_sure(found: &Self::Found) -> bool;

    /// What an answer says was made.
    ///
    /// # Errors
    ///
    /// What it says, where that is not all of it.
    fn made(answer: Self::Answer) -> Result<Self::Made, Self::Part>;

    /// Puts an answer that was not whole together with what looking found, before the answer came
    /// and since.
    ///
    /// # Errors
    ///
    /// What was created all the same, where the answer lacks what only an answer tells.
    fn complete(
        part: Self::Part,
        before: Option<Self::Found>,
        since: Option<Self::Found>,
    ) -> Result<Self::Made, Self::Found>;
}

/// What a look after the request says of what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight<F> {
    /// It is there.
    Found(F),
    /// It is not there.
    Nothing,
    /// Something else is there in its place, so that GitLab will not create it.
    Other(Failure),
}

/// An order whose request went out.
#[derive(Debug)]
pub struct Sent<T: Creatable> {
    /// What was asked for.
    pub order: Rc<T::Order>,
    /// What there was before.
    pub before: T::Before,
    /// When the request went out.
    pub started_at: Timestamp,
}

impl<T: Creatable> Clone for Sent<T> {
    fn clone(&self) -> Self {
        let Self { order, before, started_at } = self;
        Self { order: Rc::clone(order), before: before.clone(), started_at: *started_at }
    }
}
