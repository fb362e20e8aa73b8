//! Intents: a person's orders, as data.
//!
//! An intent is a state machine without I/O: [`on`](Creation::on) takes an event and returns the
//! next state with commands to carry out. A request that creates something is sent once. If its
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

/// How long to wait before the second look, in milliseconds: a request whose reply was lost may
/// still be running. What lists do not show by then counts as not found.
pub const SECOND_LOOK_MS: u32 = 5_000;

/// Whether something is known to exist although the reply to its creation was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// Not known.
    Open,
    /// Known: the response had a success status, whatever a list says.
    Proven,
}

/// Whether something created by `creator` may be what `me` ordered. Unknown users may be anyone.
fn may_be_by(creator: Creator, me: Option<UserId>) -> bool {
    match (creator, me) {
        (Creator::User(creator), Some(me)) => creator == me,
        _ => true,
    }
}
