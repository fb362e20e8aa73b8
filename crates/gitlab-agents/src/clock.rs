//! Time and chance, which come from outside.

use console_core::monotonic::Moment;
use console_core::timestamp::Timestamp;
use std::future::Future;

/// Tells the time, waits and rolls dice.
pub trait Clock {
    /// Now, by this computer's clock, which may be set at any time. It is for what is shown and compared with
    /// GitLab's times.
    fn now(&self) -> Timestamp;

    /// Now, by a clock that is never set. It is for how long something takes.
    fn moment(&self) -> Moment;

    /// Waits `millis` milliseconds. Dropping the future gives up waiting.
    fn sleep(&self, millis: u32) -> impl Future<Output = ()>;

    /// Any number, each as likely as any other. It spreads retries and needs no secrecy.
    fn random(&self) -> u32;
}
