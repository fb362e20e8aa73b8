//! What the dialogs show, and what comes of what happens in them.
//!
//! Each dialog is a state without I/O, as the intents are: a verb changes it and gives the commands
//! that a console has to carry out. So the same decisions run in a browser and in a simulation.

mod deletion;
mod registration;
mod revocation;
mod token;

pub use deletion::{Deletion, DeletionCommand};
pub use registration::{Registration, RegistrationCommand};
pub use revocation::{After, Revocation, RevocationCommand, Revoked};
pub use token::{Leaving, Order, OrderId, Outcome, Shown, Stage, TokenCommand, TokenDialog, Value};

use crate::model::{AgentId, ProjectId, UserId};

/// The agent that something is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub agent: AgentId,
    /// Its name.
    pub agent_name: String,
    /// Its project.
    pub project: ProjectId,
    /// The project's path.
    pub project_path: String,
}

/// A person, to be known from the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// This user.
    User(UserId),
    /// Somebody whose id GitLab does not tell to their token: a number for each such credential,
    /// because whoever comes with another one may be anybody.
    Unnamed(u32),
}
