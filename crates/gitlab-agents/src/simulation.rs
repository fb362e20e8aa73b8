//! A simulated network and a simulated clock, for tests.
//!
//! Time stands still while anything can go on, and jumps to the next moment somebody waits for when
//! nothing can. So a test of a minute's time-out takes no time, and one that waits for ever fails
//! at once.
//!
//! [`model`] goes further: a GitLab with a state of its own, a tab and a person, whose whole schedule comes from a
//! seed, and the promises that hold after every one of them.

mod clock;
mod gitlab;
pub mod model;
mod reply;

pub use clock::SimulatedClock;
pub use gitlab::{Sent, SimulatedGitLab};
pub use reply::Reply;
