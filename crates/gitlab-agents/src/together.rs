//! Several futures at once.

use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;

/// Futures that run together. What each comes to it puts where its owner finds it, so that all of them are of
/// one type: the code that runs them is a kilobyte for every other one.
pub(crate) type Together<'a> = FuturesUnordered<LocalBoxFuture<'a, ()>>;
