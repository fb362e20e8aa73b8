//! Creating tokens: which order stands in the dialog, what a late value covers, and what waits for
//! its turn.
//!
//! The dialog shows one thing. At its ground is a form, or an order and what is known of it. Values
//! lie above that, the one that came first on top: nothing takes a value from the screen but its
//! own button, and once it is stored the next one is there, and at last what the values covered.

mod driven;
mod order;

pub use order::{Leaving, Order, OrderId, Outcome, Shown, Stage, TokenCommand, Value};

use super::Target;
use crate::intent::{Orphans, TokenOrder};
use crate::model::{TokenId, TokenLimit, UserId};
use order::Ground;
use std::collections::VecDeque;
use std::mem::{replace, take};
use std::rc::Rc;

/// The tokens that one tab creates, and the dialog that shows them.
#[derive(Debug, Default)]
pub struct TokenDialog {
    ground: Ground,
    values: VecDeque<Value>,
    /// Those that are shown, run, or wait to be shown.
    orders: Vec<Order>,
    orders_so_far: u32,
    /// Whether the value shown has been copied, or declared stored.
    is_stored: bool,
    leaving: Option<Leaving>,
    /// The tokens whose value this tab shows, or whose value the person has stored.
    held: Vec<TokenId>,
    /// The tokens that were revoked here.
    gone: Vec<TokenId>,
}

impl TokenDialog {
    /// What is on the screen.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        if let Some(value) = self.values.front() {
            return Shown::Value(value);
        }
        match &self.ground {
            Ground::Closed => Shown::Nothing,
            Ground::Naming { target, refused, .. } => {
                Shown::Naming { target, refused: refused.as_ref() }
            }
            Ground::Order(id) => match self.find(*id) {
                Some(order) => Shown::Order(order),
                None => Shown::Nothing,
            },
        }
    }

    /// Whether anything is on the screen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.shown(), Shown::Nothing)
    }

    /// Whether the request of the order shown may still be answered.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        matches!(self.shown(), Shown::Order(order) if order.runs())
    }

    /// Whether a value would be lost if everything that is shown went.
    #[must_use]
    pub fn has_unsaved(&self) -> bool {
        match self.values.len() {
            0 => false,
            1 => !self.is_stored,
            _ => true,
        }
    }

    /// Whether the value shown has been copied, or declared stored.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.is_stored
    }

    /// What the person is asked to confirm, as it would lose the value shown.
    #[must_use]
    pub fn leaving(&self) -> Option<Leaving> {
        self.leaving
    }

    /// The tokens whose value this tab shows, or whose value the person has stored.
    #[must_use]
    pub fn held(&self) -> &[TokenId] {
        &self.held
    }

    /// Whether a value, or an order that the person has to be told of, waits until something else
    /// is closed.
    #[must_use]
    pub fn hides_something(&self) -> bool {
        let covers_order = !self.values.is_empty() && matches!(self.ground, Ground::Order(_));
        covers_order || self.values.len() > 1 || self.orders.iter().any(|order| order.waits)
    }

    /// Opens the form for a token of `target`.
    #[must_use]
    pub fn name(&mut self, target: Target, marker: String) -> Vec<TokenCommand> {
        self.stand(Ground::Naming { target, marker, refused: None })
    }

    /// The agent of the order shown, where no value has come of it.
    #[must_use]
    pub fn ended_for(&self) -> Option<&Target> {
        match self.shown() {
            Shown::Order(Order { target, stage: Stage::Ended(_), .. }) => Some(target),
            _ => None,
        }
    }

    /// Orders the token that the form names. A second call while one is under way does nothing.
    #[must_use]
    pub fn order(
        &mut self,
        (name, description): (String, String),
        me: Option<UserId>,
        person: super::Person,
        limit: TokenLimit,
    ) -> Vec<TokenCommand> {
        let Ground::Naming { target, marker, .. } = &mut self.ground else { return Vec::new() };
        if !self.values.is_empty() {
            return Vec::new();
        }
        let (target, marker) = (target.clone(), take(marker));
        let what = Rc::new(TokenOrder {
            project: target.project,
            agent: target.agent,
            agent_name: target.agent_name.clone(),
            name,
            description,
            marker,
            me,
            limit,
        });
        let id = self.add(target, Rc::clone(&what), person);
        self.ground = Ground::Order(id);
        vec![TokenCommand::Create(id, what)]
    }

    /// Looks again for the token of the order shown, where looking has not settled it.
    #[must_use]
    pub fn look_again(&mut self) -> Vec<TokenCommand> {
        let Shown::Order(&Order { id, .. }) = self.shown() else { return Vec::new() };
        let Some(order) = self.find_mut(id) else { return Vec::new() };
        if !matches!(order.stage, Stage::Ended(Outcome::Unresolved { .. })) {
            return Vec::new();
        }
        order.stage = Stage::Looking;
        match replace(&mut order.driver, order::Driver::Runs) {
            order::Driver::Over(state) => {
                state.map(|state| TokenCommand::Resume(id, state)).into_iter().collect()
            }
            order::Driver::Runs => vec![TokenCommand::Nudge(id)],
        }
    }

    /// Takes note that the value shown has been copied or saved, or what the person says of it.
    pub fn mark_stored(&mut self, is_stored: bool) {
        self.is_stored = is_stored;
    }

    /// Asks to close the dialog. A value that is not stored is not let go without a question, and
    /// nothing is closed that is under way.
    #[must_use]
    pub fn ask_to_close(&mut self) -> Vec<TokenCommand> {
        match self.shown() {
            Shown::Value(_) if !self.is_stored => {
                self.leaving = Some(Leaving::Closing);
                Vec::new()
            }
            Shown::Order(order) if !matches!(order.stage, Stage::Ended(_)) => Vec::new(),
            _ => self.close(),
        }
    }

    /// Asks to sign out. The question about a value comes first.
    #[must_use]
    pub fn ask_to_sign_out(&mut self) -> Vec<TokenCommand> {
        if self.has_unsaved() {
            self.leaving = Some(Leaving::SigningOut);
            return Vec::new();
        }
        vec![TokenCommand::SignOut]
    }

    /// Keeps the value on the screen after all.
    pub fn keep(&mut self) {
        self.leaving = None;
    }

    /// Lets the value go unsaved, as the person confirmed, and does what they were about to do.
    #[must_use]
    pub fn leave(&mut self) -> Vec<TokenCommand> {
        match self.leaving {
            Some(Leaving::Closing) => {
                let let_go = self.values.front().and_then(Value::id);
                self.held.retain(|held| Some(*held) != let_go);
                self.close()
            }
            Some(Leaving::SigningOut) => vec![TokenCommand::SignOut],
            None => Vec::new(),
        }
    }

    /// Takes note that `token` is revoked: a value that still comes for it is of no use, nor is one
    /// that has come meanwhile, and the dialog does not name it any longer among those without a
    /// value.
    #[must_use]
    pub fn note_gone(&mut self, token: TokenId) -> Vec<TokenCommand> {
        self.gone.push(token);
        let is_of = |value: &Value| value.id() == Some(token);
        let mut commands = Vec::new();
        if self.values.front().is_some_and(is_of) {
            commands = self.close();
        }
        while let Some(place) = self.values.iter().position(is_of) {
            let removed = self.values.remove(place);
            commands.extend(removed.map(|value| TokenCommand::Forget(value.what)));
        }
        if let Some(orphans) = self.orphans_at_ground() {
            match orphans.clone().without(token) {
                Some(left) => *orphans = left,
                None => commands.extend(self.stand(Ground::Closed)),
            }
        }
        commands
    }

    /// The tokens without a value that the dialog names, with their order.
    #[must_use]
    pub fn orphans(&self) -> Option<(OrderId, &Target, &Orphans)> {
        match self.shown() {
            Shown::Order(Order {
                id,
                target,
                stage: Stage::Ended(Outcome::Orphaned { orphans }),
                ..
            }) => Some((*id, target, orphans)),
            _ => None,
        }
    }

    fn orphans_at_ground(&mut self) -> Option<&mut Orphans> {
        let Ground::Order(id) = self.ground else { return None };
        match &mut self.find_mut(id)?.stage {
            Stage::Ended(Outcome::Orphaned { orphans }) => Some(orphans),
            _ => None,
        }
    }

    /// Another person is there. What the dialog shows is not theirs, but a value outlasts even
    /// this: nobody can show it again.
    pub fn clear_ground(&mut self) {
        self.ground = Ground::Closed;
        self.drop_idle();
    }

    /// Ends everything. What the person has stored is not lost, and not told of as lost when they
    /// come back.
    #[must_use]
    pub fn end(&mut self) -> Vec<TokenCommand> {
        let commands = if self.is_stored { self.close() } else { Vec::new() };
        *self = Self { orders_so_far: self.orders_so_far, ..Self::default() };
        commands
    }

    /// Closes what is shown.
    fn close(&mut self) -> Vec<TokenCommand> {
        self.leaving = None;
        self.is_stored = false;
        match self.values.pop_front() {
            Some(value) => vec![TokenCommand::Forget(value.what)],
            None => self.stand(Ground::Closed),
        }
    }

    /// Puts `ground` in place of what is at the ground. The person has seen what that said.
    fn stand(&mut self, ground: Ground) -> Vec<TokenCommand> {
        let seen = match replace(&mut self.ground, ground) {
            Ground::Order(id) => self.find(id).filter(|order| !order.runs()),
            Ground::Closed | Ground::Naming { .. } => None,
        };
        let commands = seen.map(|order| TokenCommand::Forget(Rc::clone(&order.what)));
        let commands = commands.into_iter().collect();
        self.drop_idle();
        commands
    }
}

#[cfg(test)]
mod tests;
