//! The tab: what the person does in the dialogs of the console, and what these make of it.
//!
//! What is shown, covered, asked and forgotten is decided by [`console_core::dialog`] and
//! [`Journal`], as in a browser. The tab carries out their commands, and writes down what the
//! person has seen.

mod drive;
mod order;
mod reload;
mod revoke;
mod told;

pub(super) use order::{AGENT_NAME, Brought, Order, Standing, Wanted, What};

use super::network::Network;
use super::{Bug, ME, Mark, World};
use crate::connection::Connection;
use crate::intents::Nudge;
use crate::simulation::SimulatedClock;
use console_core::access_token::AccessToken;
use console_core::dialog::{OrderId, Person, Registration, Revocation, Shown, TokenDialog};
use console_core::gitlab_url::GitLabUrl;
use console_core::intent::{AgentOrder, Journal};
use console_core::model::{AgentId, TokenId};
use futures_util::future::LocalBoxFuture;
use order::{PROJECT, suggested, target};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const GITLAB: &str = "https://gitlab.example.com";

/// What a tab is doing. It ends with a reload.
pub(super) type Task = LocalBoxFuture<'static, ()>;

pub(super) struct Tab {
    pub(super) world: Rc<World>,
    connection: RefCell<Connection<Network, SimulatedClock>>,
    storage: RefCell<Storage>,
    journal: RefCell<Journal>,
    pub(super) dialog: RefCell<TokenDialog>,
    registration: RefCell<Registration>,
    pub(super) revocation: RefCell<Revocation>,
    /// How many creations wait to be gone on with after a reload.
    to_resume: Cell<usize>,
    pub(super) orders: RefCell<Vec<Order>>,
    /// Which of them an order of the dialog is, and how it is asked to look again.
    ids: RefCell<Vec<(OrderId, usize, Nudge)>>,
    begun: RefCell<Vec<Task>>,
}

/// The tab's session storage.
pub(super) enum Storage {
    Holds(Option<String>),
    /// The browser refuses to store anything.
    Refuses,
}

impl Tab {
    pub(super) fn new(world: &Rc<World>) -> Self {
        let refuses = world.tape.borrow_mut().chance(10);
        Self {
            world: world.clone(),
            connection: RefCell::new(connect(world)),
            storage: RefCell::new(if refuses { Storage::Refuses } else { Storage::Holds(None) }),
            journal: RefCell::new(Journal::new(GITLAB, ME)),
            dialog: RefCell::default(),
            registration: RefCell::default(),
            revocation: RefCell::default(),
            to_resume: Cell::new(0),
            orders: RefCell::default(),
            ids: RefCell::default(),
            begun: RefCell::default(),
        }
    }

    pub(super) fn stores(&self) -> bool {
        matches!(*self.storage.borrow(), Storage::Holds(_))
    }

    /// What the tab has begun since this was last asked.
    pub(super) fn begun(&self) -> Vec<Task> {
        self.begun.take()
    }

    /// Whether something waits until the person closes what is shown.
    pub(super) fn hides_something(&self) -> bool {
        self.dialog.borrow().hides_something() || self.to_resume.get() > 0
    }

    pub(super) fn rekey(&self) {
        self.world.mark(Mark::Rekeyed);
        self.world.tell(|| "the person gives another personal access token".to_owned());
        self.connection.borrow().rekey(credential(&self.world));
    }

    fn is_free(&self) -> bool {
        !self.dialog.borrow().is_open()
            && !self.registration.borrow().is_open()
            && !self.revocation.borrow().is_open()
    }

    /// Orders something, after closing what can be closed.
    pub(super) fn order(self: &Rc<Self>, wanted: Wanted) {
        while !self.is_free() && self.close() {}
        if !self.is_free() {
            return self.world.tell(|| "the person waits for the dialog".to_owned());
        }
        match wanted {
            Wanted::Token { agent } => self.order_token(AgentId(agent), None),
            Wanted::UnmarkedToken { agent } => self.order_token(AgentId(agent), Some(AGENT_NAME)),
            Wanted::Agent => self.order_agent(),
        }
    }

    fn order_token(self: &Rc<Self>, agent: AgentId, name: Option<&str>) {
        let number = self.orders.borrow().len();
        let (suggested, marker) = suggested(number, &self.world);
        let named = self.dialog.borrow_mut().name(target(agent), marker);
        self.carry_out(named);
        let texts = (name.map_or(suggested, str::to_owned), format!("#{number}"));
        let limit = self.world.server.borrow().limit;
        let person = Person::User(ME);
        let ordered = self.dialog.borrow_mut().order(texts, Some(ME), person, limit);
        self.carry_out(ordered);
    }

    fn order_agent(self: &Rc<Self>) {
        let number = self.orders.borrow().len();
        let name = format!("{AGENT_NAME}-{number}");
        let order = AgentOrder { project: PROJECT, name, me: Some(ME) };
        self.registration.borrow_mut().name();
        let ordered = self.registration.borrow_mut().order(order);
        self.carry_out_registration(ordered);
    }

    /// Looks again, where the outcome shown is not known.
    pub(super) fn look_again(self: &Rc<Self>) {
        let shown = match self.dialog.borrow().shown() {
            Shown::Order(order) => self.number_of(order.id),
            _ => None,
        };
        let asked = self.dialog.borrow_mut().look_again();
        if let (Some(number), false) = (shown, asked.is_empty()) {
            self.asks(number);
        }
        self.carry_out(asked);
        let asked = self.registration.borrow_mut().look_again();
        self.carry_out_registration(asked);
    }

    fn asks(&self, number: usize) {
        self.world.mark(Mark::LookedAgain);
        self.world.tell(|| format!("the person looks again for order {number}"));
        self.change(number, |order| {
            order.asked_at = Some(self.world.now());
            order.runs = true;
            Some(())
        });
    }

    /// Closes what is shown, where that can be closed, and says whether it was. Now and then a
    /// value is not stored.
    pub(super) fn close(self: &Rc<Self>) -> bool {
        if self.revocation.borrow().is_open() {
            let _ = self.revocation.borrow_mut().ask_to_close();
            return !self.revocation.borrow().is_open();
        }
        if self.registration.borrow().is_open() {
            let closed = self.registration.borrow_mut().ask_to_close();
            self.carry_out_registration(closed);
            return !self.registration.borrow().is_open();
        }
        let before = top(&self.dialog.borrow());
        let is_stored = !self.world.tape.borrow_mut().chance(15);
        let mut dialog = self.dialog.borrow_mut();
        dialog.mark_stored(is_stored);
        let mut closed = dialog.ask_to_close();
        closed.extend(dialog.leave());
        let is_closed = top(&dialog) != before;
        if matches!(before, Top::Value(..)) && self.world.has(Bug::LosesCoveredValues) {
            closed.extend(dialog.end());
        }
        drop(dialog);
        self.world.tell(|| format!("the person closes the dialog: {is_closed}"));
        if let (Top::Value(id, token), true) = (before, is_closed) {
            self.world.mark(Mark::Kept);
            self.number_of(id).and_then(|number| {
                self.change(number, |order| {
                    order.standing = Standing::Kept { token };
                    Some(())
                })
            });
        }
        self.carry_out(closed);
        self.look();
        is_closed
    }

    fn begin(&self, task: Task) {
        self.begun.borrow_mut().push(task);
    }

    fn store(&self) {
        if let Storage::Holds(text) = &mut *self.storage.borrow_mut() {
            *text = self.journal.borrow().text();
        }
        self.scan_storage();
    }

    fn scan_storage(&self) {
        if let Storage::Holds(Some(text)) = &*self.storage.borrow() {
            self.world.scan("the storage", text);
        }
    }

    fn number_of(&self, id: OrderId) -> Option<usize> {
        let ids = self.ids.borrow();
        ids.iter().find(|(known, ..)| *known == id).map(|(_, number, _)| *number)
    }

    /// The tokens whose value is shown, or was kept, since the page was loaded.
    pub(super) fn held(&self) -> Vec<TokenId> {
        self.dialog.borrow().held().to_vec()
    }

    /// Changes an order, or reads from it.
    pub(super) fn change<T>(
        &self,
        number: usize,
        change: impl FnOnce(&mut Order) -> Option<T>,
    ) -> Option<T> {
        self.orders.borrow_mut().get_mut(number).and_then(change)
    }
}

/// What lies on top.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    Nothing,
    Form,
    Order(OrderId),
    Value(OrderId, Option<u64>),
}

fn top(dialog: &TokenDialog) -> Top {
    match dialog.shown() {
        Shown::Nothing => Top::Nothing,
        Shown::Naming { .. } => Top::Form,
        Shown::Order(order) => Top::Order(order.id),
        Shown::Value(value) => Top::Value(value.order, value.id().map(|id| id.0)),
    }
}

#[expect(clippy::expect_used, reason = "a word and a number are a token")]
fn credential(world: &World) -> AccessToken {
    let token = format!("pat-{}", world.server.borrow().accepts);
    AccessToken::from_pasted(&token).expect("a token")
}

#[expect(clippy::expect_used, reason = "the address is a constant")]
fn connect(world: &Rc<World>) -> Connection<Network, SimulatedClock> {
    let url = GitLabUrl::parse(GITLAB).expect("a GitLab's address");
    Connection::new(url, credential(world), Network(world.clone()), world.clock.clone())
}
