//! Carrying out what the dialogs command.

use super::super::Bug;
use super::order::{Order, PERSON, What};
use super::{Mark, Tab};
use crate::clock::Clock;
use crate::intents::{Nudge, Start, drive};
use console_core::dialog::{OrderId, RegistrationCommand, TokenCommand};
use console_core::intent::{AgentOrder, Creation, TokenOrder};
use console_core::model::{Agent, Token};
use futures_util::future::FutureExt;
use std::rc::Rc;

/// How often it is looked whether every dialog is closed.
const TURN_MS: u32 = 500;

impl Tab {
    pub(super) fn carry_out(self: &Rc<Self>, commands: Vec<TokenCommand>) {
        for command in commands {
            match command {
                TokenCommand::Create(id, what) => {
                    let number = self.add(What::Token(Rc::clone(&what)));
                    self.world.tell(|| format!("order {number}: token {}", what.name));
                    self.drive_token(number, id, Start::Order(what));
                }
                TokenCommand::Resume(id, state) => {
                    if let Some(number) = self.number_of(id) {
                        self.drive_token(number, id, Start::State(state));
                    }
                }
                TokenCommand::Nudge(id) => {
                    let ids = self.ids.borrow();
                    if let Some((.., nudge)) = ids.iter().find(|(known, ..)| *known == id) {
                        nudge.look_again();
                    }
                }
                TokenCommand::Forget(what) => self.forget_token(&what),
                TokenCommand::ShowWhenFree(_) if self.world.has(Bug::ForgetsWhoWaits) => {}
                TokenCommand::ShowWhenFree(id) => self.show_when_free(id),
                TokenCommand::Spare(id) => self.revocation.borrow_mut().spare(id),
                // No agent is installed, and who gives another personal access token does so
                // unasked.
                TokenCommand::Follow
                | TokenCommand::Announce(..)
                | TokenCommand::Heed(_)
                | TokenCommand::NoteDenial(..)
                | TokenCommand::SignOut => {}
            }
        }
    }

    pub(super) fn carry_out_registration(self: &Rc<Self>, commands: Vec<RegistrationCommand>) {
        for command in commands {
            match command {
                RegistrationCommand::Create(what) => {
                    let number = self.add(What::Agent(Rc::clone(&what)));
                    self.world.tell(|| format!("order {number}: agent {}", what.name));
                    let task = self.clone().drive_agent(number, Start::Order(what));
                    self.begin(task.boxed_local());
                }
                RegistrationCommand::Resume(state) => {
                    if let Some(number) = self.number_of_agent(&state.order().name) {
                        self.asks(number);
                        let task = self.clone().drive_agent(number, Start::State(state));
                        self.begin(task.boxed_local());
                    }
                }
                RegistrationCommand::Forget(what) => self.forget_agent(&what),
                RegistrationCommand::Follow
                | RegistrationCommand::TellUnheard(_)
                | RegistrationCommand::Welcome(_)
                | RegistrationCommand::Heed(_)
                | RegistrationCommand::NoteDenial(..) => {}
            }
        }
    }

    fn add(&self, what: What) -> usize {
        let mut orders = self.orders.borrow_mut();
        if orders.iter().any(|order| order.runs) {
            self.world.mark(Mark::TwoAtOnce);
        }
        orders.push(Order::new(what));
        orders.len() - 1
    }

    pub(super) fn number_of_agent(&self, name: &str) -> Option<usize> {
        let orders = self.orders.borrow();
        orders
            .iter()
            .position(|order| matches!(&order.what, What::Agent(what) if what.name == name))
    }

    fn drive_token(self: &Rc<Self>, number: usize, id: OrderId, start: Start<Token>) {
        let task = self.clone().run_token(number, id, start);
        self.begin(task.boxed_local());
    }

    pub(super) async fn run_token(self: Rc<Self>, number: usize, id: OrderId, start: Start<Token>) {
        let nudge = Nudge::default();
        self.know(number, id, nudge.clone());
        let connection = self.connection.borrow().clone();
        let mut told = |state: &Creation<Token>| self.told_token(number, id, state);
        let end = drive(&connection, start, &nudge, &mut told).await;
        self.ended_token(number, id, end);
    }

    pub(super) async fn drive_agent(self: Rc<Self>, number: usize, start: Start<Agent>) {
        let (connection, nudge) = (self.connection.borrow().clone(), Nudge::default());
        let mut told = |state: &Creation<Agent>| self.told_agent(number, state);
        drive(&connection, start, &nudge, &mut told).await;
        self.stops(number);
    }

    fn know(&self, number: usize, id: OrderId, nudge: Nudge) {
        let mut ids = self.ids.borrow_mut();
        ids.retain(|(known, ..)| *known != id);
        ids.push((id, number, nudge));
    }

    fn show_when_free(self: &Rc<Self>, id: OrderId) {
        let tab = self.clone();
        let task = async move {
            tab.until_free().await;
            let shown = tab.dialog.borrow_mut().show(id, PERSON);
            tab.carry_out(shown);
            tab.look();
        };
        self.begin(task.boxed_local());
    }

    pub(super) async fn until_free(&self) {
        while !self.is_free() {
            self.world.clock.sleep(TURN_MS).await;
        }
    }

    fn forget_token(&self, order: &TokenOrder) {
        if self.journal.borrow_mut().forget::<Token>(order) {
            self.store();
        }
    }

    fn forget_agent(&self, order: &AgentOrder) {
        if self.journal.borrow_mut().forget::<Agent>(order) {
            self.store();
        }
    }
}
