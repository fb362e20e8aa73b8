//! What the drivers of orders tell, and what the dialog makes of it.

use super::TokenDialog;
use super::order::{Driver, Ground, Order, OrderId, Outcome, Stage, TokenCommand, Value};
use crate::dialog::{Person, Target};
use crate::failure::Failure;
use crate::intent::{Creation, Revealed, Search, TokenOrder};
use crate::model::Token;
use std::rc::Rc;

impl TokenDialog {
    /// Shows an order that is gone on with after a reload. Nothing else may be shown then.
    pub fn resume(&mut self, target: Target, search: &Search<Token>, person: Person) -> OrderId {
        let id = self.add(target, Rc::clone(&search.sent.order), person);
        if let Some(order) = self.find_mut(id) {
            order.stage = Stage::Looking;
        }
        self.ground = Ground::Order(id);
        id
    }

    /// Shows how far the order has come. `me` is who is signed in now.
    #[must_use]
    pub fn told(
        &mut self,
        id: OrderId,
        state: &Creation<Token>,
        me: Option<Person>,
    ) -> Vec<TokenCommand> {
        let is_shown = self.is_at_ground(id);
        let Some(order) = self.find_mut(id) else { return Vec::new() };
        let mut commands = Vec::new();
        if me == Some(order.person) {
            commands.push(TokenCommand::Follow);
        }
        if let Creation::Unresolved { cause, .. } = state {
            commands.push(TokenCommand::Heed(cause.clone()));
        }
        order.stage = match state {
            Creation::Checking { .. } => Stage::Checking,
            Creation::Posting(_) | Creation::Doubted { .. } | Creation::Identifying { .. } => {
                Stage::Posting
            }
            Creation::Looking(_) => Stage::Looking,
            Creation::Found { .. } | Creation::NotCreated { .. } | Creation::Unresolved { .. } => {
                match Outcome::of(state) {
                    Some(outcome) => Stage::Ended(outcome),
                    None => return commands,
                }
            }
            // The end itself brings a refusal or a value.
            Creation::Created { .. } | Creation::Refused { .. } => return commands,
        };
        order.is_told |= is_shown && matches!(state, Creation::Found { .. });
        commands
    }

    /// Tells how the order ended. A token without its value is told of even if the person has
    /// closed the dialog meanwhile: that may have said something else.
    #[must_use]
    pub fn ended(&mut self, id: OrderId, state: Creation<Token>) -> Vec<TokenCommand> {
        match state {
            Creation::Created { made, .. } => self.reveal(id, made),
            Creation::Refused { why, .. } => self.refuse(id, why),
            state => self.settle(id, state),
        }
    }

    /// Shows an order that had to wait until no dialog was open. `me` is who is signed in now.
    #[must_use]
    pub fn show(&mut self, id: OrderId, me: Option<Person>) -> Vec<TokenCommand> {
        let is_open = self.is_open();
        let Some(order) = self.find_mut(id) else { return Vec::new() };
        let is_theirs = me == Some(order.person);
        if is_open && is_theirs {
            return vec![TokenCommand::ShowWhenFree(id)];
        }
        order.waits = false;
        if is_theirs {
            order.is_told = true;
            self.ground = Ground::Order(id);
        }
        self.drop_idle();
        Vec::new()
    }

    /// Shows a value. One that comes late covers whatever the dialog shows, but no other value.
    fn reveal(&mut self, id: OrderId, made: Revealed) -> Vec<TokenCommand> {
        let Revealed { token, secret } = made;
        if token.as_ref().is_some_and(|token| self.gone.contains(&token.id)) {
            return self.drop_useless_value(id);
        }
        let Some(Order { target, what, .. }) = self.take(id) else { return Vec::new() };
        let value = Value { order: id, target, token, secret, what };
        let mut commands = vec![TokenCommand::Spare(id)];
        if let Some(token) = &value.token {
            commands.push(TokenCommand::Announce(value.target.project, token.clone()));
        }
        self.held.extend(value.id());
        self.values.push_back(value);
        commands
    }

    /// The value of a token that is revoked is of no use. Other tokens of its order without a value
    /// stay named.
    fn drop_useless_value(&mut self, id: OrderId) -> Vec<TokenCommand> {
        let Some(order) = self.find_mut(id) else { return Vec::new() };
        let forget = TokenCommand::Forget(Rc::clone(&order.what));
        order.driver = Driver::Over(None);
        if !matches!(order.stage, Stage::Ended(Outcome::Orphaned { .. })) {
            self.take(id);
        }
        self.drop_idle();
        vec![forget]
    }

    /// A refusal goes back to the form, with what was typed.
    fn refuse(&mut self, id: OrderId, why: Failure) -> Vec<TokenCommand> {
        let is_shown = self.is_at_ground(id);
        let Some(Order { target, what, .. }) = self.take(id) else { return Vec::new() };
        let project = target.project;
        if is_shown {
            let marker = what.marker.clone();
            self.ground = Ground::Naming { target, marker, refused: Some(why.clone()) };
        }
        vec![TokenCommand::NoteDenial(project, why.clone()), TokenCommand::Heed(why)]
    }

    fn settle(&mut self, id: OrderId, state: Creation<Token>) -> Vec<TokenCommand> {
        let is_shown = self.is_at_ground(id);
        let Some(order) = self.find_mut(id) else { return Vec::new() };
        let mut commands = Vec::new();
        match &state {
            _ if is_shown => {}
            Creation::Found { .. } if !order.is_told => {
                order.waits = true;
                commands.push(TokenCommand::ShowWhenFree(id));
            }
            Creation::Found { .. } | Creation::NotCreated { .. } => {
                commands.push(TokenCommand::Forget(Rc::clone(&order.what)));
            }
            // What is not known is looked for once more after a reload.
            _ => {}
        }
        order.driver = Driver::Over(Some(state));
        self.drop_idle();
        commands
    }

    pub(super) fn add(&mut self, target: Target, what: Rc<TokenOrder>, person: Person) -> OrderId {
        let id = OrderId(self.orders_so_far);
        self.orders_so_far = self.orders_so_far.wrapping_add(1);
        let (driver, stage) = (Driver::Runs, Stage::Checking);
        let (is_told, waits) = (false, false);
        self.orders.push(Order { id, target, stage, what, person, driver, is_told, waits });
        id
    }

    pub(super) fn find(&self, id: OrderId) -> Option<&Order> {
        self.orders.iter().find(|order| order.id == id)
    }

    pub(super) fn find_mut(&mut self, id: OrderId) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.id == id)
    }

    /// Takes an order out, and off the screen.
    fn take(&mut self, id: OrderId) -> Option<Order> {
        if self.is_at_ground(id) {
            self.ground = Ground::Closed;
        }
        let place = self.orders.iter().position(|order| order.id == id)?;
        Some(self.orders.remove(place))
    }

    fn is_at_ground(&self, id: OrderId) -> bool {
        matches!(self.ground, Ground::Order(shown) if shown == id)
    }

    /// Drops the orders that nothing more comes of.
    pub(super) fn drop_idle(&mut self) {
        let ground = match self.ground {
            Ground::Order(id) => Some(id),
            _ => None,
        };
        self.orders.retain(|order| order.runs() || order.waits || Some(order.id) == ground);
    }
}
