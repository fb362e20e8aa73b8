//! What a person set out to do, as data.
//!
//! An intent is a state machine without I/O: [`on`](Creation::on) takes an event and gives the next
//! state with the commands to carry out. A request that creates something is sent once. If its
//! reply is lost, the outcome is *unknown* and is found out by looking, never by sending again.

mod agent;
mod creation;
mod journal;
mod orphans;
mod posted;
mod removal;
mod token;

pub use agent::AgentOrder;
pub use creation::{
    Creatable, Creation, CreationCommand, CreationEvent, Look, Search, Sent, Sight,
};
pub use journal::{Journal, Recorded, Unsettled};
pub use orphans::{Certainty, Orphans};
pub use posted::Posted;
pub use removal::Removal;
pub use token::{Revealed, TokenOrder, TokenPart};

use crate::model::{Creator, UserId};

/// How long to wait before looking a second time, in milliseconds: a request whose reply was lost
/// may still be running. What lists do not show by then is not found.
pub const SECOND_LOOK_MS: u32 = 5_000;

/// Whether something is known to exist although the reply to its creation was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// Nobody knows.
    Open,
    /// A status of success came, so it exists, whatever a list says.
    Proven,
}

/// Whether something that `creator` made may be what `me` asked for. What GitLab does not tell
/// speaks against nothing.
fn may_be_by(creator: Creator, me: Option<UserId>) -> bool {
    match (creator, me) {
        (Creator::User(creator), Some(me)) => creator == me,
        _ => true,
    }
}
