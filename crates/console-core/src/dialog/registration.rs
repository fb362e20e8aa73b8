//! Registering an agent, one at a time.

use crate::failure::Failure;
use crate::intent::{AgentOrder, Creation, CreationEvent, Search};
use crate::model::{Agent, ProjectId};
use std::rc::Rc;

/// Where registering an agent stands.
#[derive(Clone, Debug, Default)]
pub enum Registration {
    /// Nobody registers one.
    #[default]
    Closed,
    /// The person names it.
    Naming {
        /// Why GitLab did not register it the last time.
        refused: Option<Failure>,
    },
    /// It is being registered, or the outcome is not known.
    Ordered(Creation<Agent>),
}

/// What a console has to do.
#[derive(Debug)]
pub enum RegistrationCommand {
    /// Register it, and tell how that goes.
    Create(Rc<AgentOrder>),
    /// Go on with it by looking, and tell how that goes.
    Resume(Creation<Agent>),
    /// Note the state that was told in the journal, before anything comes of it.
    Follow,
    /// Drop it from the journal: the person has seen what became of it.
    Forget(Rc<AgentOrder>),
    /// Tell that an agent was registered though nobody heard of it.
    TellUnheard(String),
    /// Tell that it was registered, and go on to its first token.
    Welcome(Agent),
    /// Take to heart what speaks against everything else as well, such as a credential that has
    /// ended.
    Heed(Failure),
    /// Note what GitLab refuses in this project.
    NoteDenial(ProjectId, Failure),
}

impl Registration {
    /// Whether the dialog is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Opens the form.
    pub fn name(&mut self) {
        *self = Self::Naming { refused: None };
    }

    /// Registers what the form names. A second call while one is under way does nothing.
    #[must_use]
    pub fn order(&mut self, order: AgentOrder) -> Vec<RegistrationCommand> {
        if !matches!(self, Self::Naming { .. }) {
            return Vec::new();
        }
        let order = Rc::new(order);
        *self = Self::Ordered(Creation::begin(Rc::clone(&order)).0);
        vec![RegistrationCommand::Create(order)]
    }

    /// Shows a registration that is gone on with after a reload.
    pub fn resume(&mut self, search: &Search<Agent>) {
        *self = Self::Ordered(Creation::Looking(search.clone()));
    }

    /// Looks again for an agent whose reply was lost.
    #[must_use]
    pub fn look_again(&mut self) -> Vec<RegistrationCommand> {
        let Self::Ordered(state @ Creation::Unresolved { .. }) = self else { return Vec::new() };
        let resume = RegistrationCommand::Resume(state.clone());
        // Nothing is closed, and so forgotten, that is looked for.
        *self = Self::Ordered(state.clone().on(CreationEvent::LookAgain).0);
        vec![resume]
    }

    /// Goes back to the form after a registration that came to nothing.
    #[must_use]
    pub fn name_again(&mut self) -> Vec<RegistrationCommand> {
        let commands = self.close();
        self.name();
        commands
    }

    /// Closes the dialog. What it said of a registration has been seen. Nothing is closed that is
    /// under way.
    #[must_use]
    pub fn ask_to_close(&mut self) -> Vec<RegistrationCommand> {
        match self {
            Self::Ordered(state) if !state.is_settled() => Vec::new(),
            _ => self.close(),
        }
    }

    fn close(&mut self) -> Vec<RegistrationCommand> {
        match std::mem::take(self) {
            Self::Ordered(state @ (Creation::NotCreated { .. } | Creation::Unresolved { .. })) => {
                vec![RegistrationCommand::Forget(Rc::clone(state.order()))]
            }
            _ => Vec::new(),
        }
    }

    /// Shows how far the registration has come, where `is_mine` says that whoever is signed in
    /// ordered it.
    #[must_use]
    pub fn told(&mut self, state: &Creation<Agent>, is_mine: bool) -> Vec<RegistrationCommand> {
        use RegistrationCommand::{Follow, Heed, NoteDenial, TellUnheard, Welcome};
        if !is_mine {
            return Vec::new();
        }
        let (next, more) = match state {
            Creation::Created { made, .. } => (Self::Closed, vec![Welcome(made.clone())]),
            Creation::Found { found, .. } => {
                (Self::Closed, vec![TellUnheard(found.name.clone()), Welcome(found.clone())])
            }
            Creation::Refused { order, why } => (
                Self::Naming { refused: Some(why.clone()) },
                vec![NoteDenial(order.project, why.clone()), Heed(why.clone())],
            ),
            Creation::Unresolved { cause, .. } => {
                (Self::Ordered(state.clone()), vec![Heed(cause.clone())])
            }
            state => (Self::Ordered(state.clone()), Vec::new()),
        };
        *self = next;
        std::iter::once(Follow).chain(more).collect()
    }
}

#[cfg(test)]
mod tests;
