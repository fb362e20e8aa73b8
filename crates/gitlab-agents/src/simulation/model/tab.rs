//! The tab: what it does with orders and with what the drivers tell, as the console's store does.

mod order;
mod reload;
mod told;

pub(super) use order::{AGENT_NAME, Dialog, Driver, Order, Standing, Wanted, What};

use super::network::Network;
use super::{ME, Mark, World, verdict};
use crate::connection::{Connection, Removal};
use crate::intents::{Nudge, create, resume};
use crate::simulation::SimulatedClock;
use console_core::access_token::AccessToken;
use console_core::gitlab_url::GitLabUrl;
use console_core::intent::{Creation, Journal};
use console_core::model::{Agent, Token, TokenId};
use futures_util::future::{FutureExt, LocalBoxFuture};
use std::cell::RefCell;
use std::rc::Rc;

const GITLAB: &str = "https://gitlab.example.com";

/// What a tab is doing. It ends with a reload.
pub(super) type Task = LocalBoxFuture<'static, ()>;

pub(super) struct Tab {
    pub(super) world: Rc<World>,
    connection: RefCell<Connection<Network, SimulatedClock>>,
    storage: RefCell<Storage>,
    journal: RefCell<Journal>,
    pub(super) orders: RefCell<Vec<Order>>,
    /// The tokens whose value is shown, or was kept, since the page was loaded.
    pub(super) held: RefCell<Vec<TokenId>>,
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
            orders: RefCell::default(),
            held: RefCell::default(),
        }
    }

    pub(super) fn stores(&self) -> bool {
        matches!(*self.storage.borrow(), Storage::Holds(_))
    }

    pub(super) fn rekey(&self) {
        self.world.mark(Mark::Rekeyed);
        self.world.tell(|| "the person gives another personal access token".to_owned());
        self.connection.borrow().rekey(credential(&self.world));
    }

    /// Orders something.
    pub(super) fn order(self: &Rc<Self>, wanted: Wanted) -> Task {
        let nudge = Nudge::default();
        let mut orders = self.orders.borrow_mut();
        let number = orders.len();
        let what = wanted.what(number, &self.world);
        if orders.iter().any(|order| matches!(order.driver, Driver::Runs)) {
            self.world.mark(Mark::TwoAtOnce);
        }
        self.world.tell(|| match &what {
            What::Token(order) => format!("order {number}: token {}", order.name),
            What::Agent(order) => format!("order {number}: agent {}", order.name),
        });
        orders.push(Order {
            what: what.clone(),
            standing: Standing::UnderWay,
            dialog: Dialog::Open,
            driver: Driver::Runs,
            nudge: nudge.clone(),
            orphans: None,
            value: None,
            posting_at: None,
            asked_at: None,
        });
        drop(orders);
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        match what {
            What::Token(order) => async move {
                let mut told = |state: &Creation<Token>| tab.told_token(number, state);
                let end = create(&connection, order, &nudge, &mut told).await;
                tab.ended_token(number, end);
            }
            .boxed_local(),
            What::Agent(order) => async move {
                let mut told = |state: &Creation<Agent>| tab.told_agent(number, state);
                let end = create(&connection, order, &nudge, &mut told).await;
                tab.ended_agent(number, end);
            }
            .boxed_local(),
        }
    }

    fn go_on_with_token(self: &Rc<Self>, number: usize, state: Creation<Token>) -> Task {
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        async move {
            let mut told = |state: &Creation<Token>| tab.told_token(number, state);
            let end = resume(&connection, state, &mut told).await;
            tab.ended_token(number, end);
        }
        .boxed_local()
    }

    fn go_on_with_agent(self: &Rc<Self>, number: usize, state: Creation<Agent>) -> Task {
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        async move {
            let mut told = |state: &Creation<Agent>| tab.told_agent(number, state);
            let end = resume(&connection, state, &mut told).await;
            tab.ended_agent(number, end);
        }
        .boxed_local()
    }

    /// Looks again, where the outcome is not known.
    pub(super) fn look_again(self: &Rc<Self>, number: usize) -> Option<Task> {
        let driver = self.change(number, |order| {
            let is_asked =
                matches!(order.standing, Standing::Unresolved(_)) && order.dialog == Dialog::Open;
            is_asked.then(|| {
                order.asked_at = Some(self.world.now());
                std::mem::replace(&mut order.driver, Driver::Runs)
            })
        })?;
        self.world.mark(Mark::LookedAgain);
        self.world.tell(|| format!("the person looks again for order {number}"));
        match driver {
            Driver::TokenLeft(state) => Some(self.go_on_with_token(number, state)),
            Driver::AgentLeft(state) => Some(self.go_on_with_agent(number, state)),
            Driver::Runs => self.change(number, |order| {
                order.nudge.look_again();
                None
            }),
            Driver::Ended => None,
        }
    }

    /// Closes the dialog of an order. A value that is shown is taken to be stored by the person.
    pub(super) fn close(&self, number: usize) {
        self.world.tell(|| format!("the person closes the dialog of order {number}"));
        let seen = self.change(number, |order| {
            order.dialog = Dialog::Closed;
            if let Standing::Shown { token } = order.standing {
                order.standing = Standing::Kept { token };
                order.value = None;
                self.world.mark(Mark::Kept);
            }
            (!matches!(order.driver, Driver::Runs)).then(|| order.what.clone())
        });
        if let Some(what) = seen {
            self.forget(&what);
        }
    }

    /// Revokes an orphan, and orders `instead`.
    pub(super) fn replace_orphan(self: &Rc<Self>, number: usize, instead: Wanted) -> Option<Task> {
        let (order, token, certainty) =
            self.change(number, |order| match (&order.what, order.standing, &order.driver) {
                (What::Token(what), Standing::Orphaned { token, certainty }, Driver::Ended) => {
                    Some((what.clone(), token, certainty))
                }
                _ => None,
            })?;
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        let task = async move {
            let removal = connection.revoke_token(order.project, order.agent, TokenId(token)).await;
            if !matches!(removal, Removal::Done | Removal::AlreadyGone) {
                return;
            }
            verdict::revoked(&tab, token);
            let left = tab.change(number, |order| {
                order.orphans = order.orphans.take()?.without(TokenId(token));
                let next = order.orphans.as_ref().map(|orphans| orphans.first.id.0);
                order.standing = match next {
                    Some(token) => Standing::Orphaned { token, certainty },
                    None => Standing::Revoked { token, certainty },
                };
                next
            });
            if left.is_some() {
                return;
            }
            tab.forget(&What::Token(order));
            tab.world.mark(Mark::OrphanRevoked);
            tab.order(instead).await;
        };
        Some(task.boxed_local())
    }

    fn forget(&self, what: &What) {
        let mut journal = self.journal.borrow_mut();
        let is_changed = match what {
            What::Token(order) => journal.forget::<Token>(order),
            What::Agent(order) => journal.forget::<Agent>(order),
        };
        drop(journal);
        if is_changed {
            self.store();
        }
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

    /// Changes an order, or reads from it.
    pub(super) fn change<T>(
        &self,
        number: usize,
        change: impl FnOnce(&mut Order) -> Option<T>,
    ) -> Option<T> {
        self.orders.borrow_mut().get_mut(number).and_then(change)
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
