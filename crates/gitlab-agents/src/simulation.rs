//! A simulated network and a simulated clock, for tests.
//!
//! Time stands still while anything can go on, and jumps to the next moment somebody waits for when
//! nothing can. So a test of a minute's time-out takes no time, and one that waits for ever fails
//! at once.

mod clock;
mod gitlab;
mod reply;

pub use clock::SimulatedClock;
pub use gitlab::{Sent, SimulatedGitLab};
pub use reply::Reply;
