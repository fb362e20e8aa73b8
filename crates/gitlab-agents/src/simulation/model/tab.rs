//! The tab: what it does with orders and with what the drivers tell, as the console's store does.

use super::network::Network;
use super::{Bug, ME, Mark, World, verdict};
use crate::clock::Clock;
use crate::connection::{Connection, Removal};
use crate::gitlab_url::GitLabUrl;
use crate::intents::{Nudge, create_token, register_agent, resume_agent, resume_token};
use crate::simulation::SimulatedClock;
use agent_ops::intent::{
    AgentOrder, Certainty, CreateToken, Existence, Journal, RegisterAgent, ReplyFate, TokenOrder,
    Unsettled,
};
use agent_ops::model::{AgentId, ProjectId, TokenId};
use agent_ops::names::suggest_token_name;
use agent_ops::secret::Secret;
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

/// What the person ordered, and what has come of it.
pub(super) struct Order {
    pub(super) what: What,
    pub(super) standing: Standing,
    pub(super) dialog: Dialog,
    pub(super) driver: Driver,
    nudge: Nudge,
    /// The value on the screen.
    value: Option<Secret>,
    /// When the request was about to go out.
    pub(super) posting_at: Option<i64>,
    /// When a reload or the person last made it look anew.
    pub(super) asked_at: Option<i64>,
}

#[derive(Clone)]
pub(super) enum What {
    Token(TokenOrder),
    Agent(AgentOrder),
}

/// What the person wants.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// A token with the name that is suggested.
    Token {
        agent: u64,
    },
    /// A token with a name of the person's own.
    UnmarkedToken {
        agent: u64,
    },
    Agent,
}

/// The name of the agents that tokens are for, and of every token that the person names.
pub(super) const AGENT_NAME: &str = "edge";

impl Wanted {
    fn what(self, number: usize, world: &World) -> What {
        let project = ProjectId(20);
        let me = Some(ME);
        let agent = match self {
            Self::Agent => {
                let name = format!("{AGENT_NAME}-{number}");
                return What::Agent(AgentOrder { project, name, me });
            }
            Self::Token { agent } | Self::UnmarkedToken { agent } => AgentId(agent),
        };
        let random = u64::try_from(number).unwrap_or_default();
        let (name, marker) = suggest_token_name(AGENT_NAME, world.clock.now(), random);
        let is_unmarked = matches!(self, Self::UnmarkedToken { .. });
        What::Token(TokenOrder {
            project,
            agent,
            name: if is_unmarked { AGENT_NAME.to_owned() } else { name },
            description: format!("#{number}"),
            marker,
            me,
            limit: world.server.borrow().limit,
        })
    }
}

/// What the person was last told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    UnderWay,
    Posting,
    Looking,
    Shown {
        token: u64,
    },
    Kept {
        token: u64,
    },
    Orphaned {
        token: u64,
        certainty: Certainty,
    },
    Revoked {
        token: u64,
        certainty: Certainty,
    },
    Refused,
    /// Not created, or not registered.
    Denied,
    Unresolved(Existence),
    Registered {
        agent: u64,
        reply: ReplyFate,
    },
    /// A reload before anything was sent.
    Unsent,
    /// A reload, and the journal could not be stored.
    Forgotten,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialog {
    Open,
    Closed,
}

pub(super) enum Driver {
    Runs,
    Ended,
    /// It ended without an outcome, and can go on from here.
    TokenLeft(CreateToken),
    /// As above.
    AgentLeft(RegisterAgent),
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
            value: None,
            posting_at: None,
            asked_at: None,
        });
        drop(orders);
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        match what {
            What::Token(order) => async move {
                let mut told = |state: &CreateToken| tab.told_token(number, state);
                let end = create_token(&connection, order, &nudge, &mut told).await;
                tab.ended_token(number, end);
            }
            .boxed_local(),
            What::Agent(order) => async move {
                let mut told = |state: &RegisterAgent| tab.told_agent(number, state);
                let end = register_agent(&connection, order, &mut told).await;
                tab.ended_agent(number, end);
            }
            .boxed_local(),
        }
    }

    fn go_on_with_token(self: &Rc<Self>, number: usize, state: CreateToken) -> Task {
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        async move {
            let mut told = |state: &CreateToken| tab.told_token(number, state);
            let end = resume_token(&connection, state, &mut told).await;
            tab.ended_token(number, end);
        }
        .boxed_local()
    }

    fn go_on_with_agent(self: &Rc<Self>, number: usize, state: RegisterAgent) -> Task {
        let (tab, connection) = (self.clone(), self.connection.borrow().clone());
        async move {
            let mut told = |state: &RegisterAgent| tab.told_agent(number, state);
            let end = resume_agent(&connection, state, &mut told).await;
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
            tab.change(number, |order| {
                order.standing = Standing::Revoked { token, certainty };
                Some(())
            });
            tab.forget(&What::Token(order));
            tab.world.mark(Mark::OrphanRevoked);
            tab.order(instead).await;
        };
        Some(task.boxed_local())
    }

    /// Loads the page again. Whatever ran before has been dropped.
    pub(super) fn load_again(self: &Rc<Self>) -> Vec<Task> {
        self.world.mark(Mark::Reloaded);
        self.world.tell(|| "the page is loaded again".to_owned());
        self.connection.replace(connect(&self.world));
        self.held.borrow_mut().clear();
        let journal = match &*self.storage.borrow() {
            Storage::Holds(Some(text)) if !self.world.has(Bug::ForgetsTheJournal) => {
                Journal::read(text, GITLAB, ME)
            }
            _ => Journal::new(GITLAB, ME),
        };
        let unsettled = journal.unsettled();
        self.journal.replace(journal);
        let count = self.orders.borrow().len();
        for number in 0..count {
            self.lose(number);
        }
        unsettled.into_iter().filter_map(|unsettled| self.go_on(unsettled)).collect()
    }

    /// What a reload leaves of an order that the journal does not hold.
    fn lose(&self, number: usize) {
        let was_sent = self.world.server.borrow().posts_of(number).next().is_some();
        self.change(number, |order| {
            if order.value.take().is_some() {
                self.world.mark(Mark::ReloadedWithValue);
            }
            let runs = matches!(order.driver, Driver::Runs);
            let is_seen = match order.standing {
                Standing::UnderWay
                | Standing::Posting
                | Standing::Looking
                | Standing::Shown { .. } => false,
                Standing::Orphaned { .. } | Standing::Denied | Standing::Unresolved(_) => {
                    order.dialog == Dialog::Closed && !runs
                }
                _ => true,
            };
            order.driver = Driver::Ended;
            if !is_seen {
                order.standing = if was_sent { Standing::Forgotten } else { Standing::Unsent };
            }
            Some(())
        });
    }

    /// Goes on with what the journal holds.
    fn go_on(self: &Rc<Self>, unsettled: Unsettled) -> Option<Task> {
        let number =
            self.orders.borrow().iter().position(|order| match (&order.what, &unsettled) {
                (What::Token(order), Unsettled::Token { state, .. }) => {
                    order.marker == state.order().marker
                }
                (
                    What::Agent(order),
                    Unsettled::Agent { state: RegisterAgent::Looking { order: held, .. } },
                ) => order.name == held.name,
                _ => false,
            })?;
        self.change(number, |order| {
            order.asked_at = Some(self.world.now());
            order.dialog = Dialog::Open;
            order.driver = Driver::Runs;
            order.standing = Standing::Looking;
            Some(())
        });
        self.world.tell(|| format!("the tab goes on with order {number}"));
        Some(match unsettled {
            Unsettled::Token { state, .. } => {
                self.world.mark(Mark::ResumedToken);
                self.go_on_with_token(number, state)
            }
            Unsettled::Agent { state } => {
                self.world.mark(Mark::ResumedAgent);
                self.go_on_with_agent(number, state)
            }
        })
    }

    fn told_token(&self, number: usize, state: &CreateToken) {
        self.world.scan("the Debug form of a state", &format!("{state:?}"));
        let is_late = self.world.has(Bug::StoresLate) && is_posting(state);
        if !is_late && self.journal.borrow_mut().follow_token("edge", state) {
            self.store();
        }
        let standing = match state {
            CreateToken::Checking { .. } => Standing::UnderWay,
            CreateToken::Posting { .. } => Standing::Posting,
            CreateToken::Looking { .. } => Standing::Looking,
            CreateToken::Revealed { token, secret, .. } => {
                verdict::revealed(self, number, token.id.0, secret);
                self.held.borrow_mut().push(token.id);
                if self.world.has(Bug::StoresTheValue) {
                    self.storage.replace(Storage::Holds(Some(secret.expose().to_owned())));
                    self.scan_storage();
                }
                Standing::Shown { token: token.id.0 }
            }
            CreateToken::Orphaned { token, certainty, .. } => {
                Standing::Orphaned { token: token.id.0, certainty: *certainty }
            }
            CreateToken::Refused { .. } => Standing::Refused,
            CreateToken::NotCreated { .. } => Standing::Denied,
            CreateToken::Unresolved { existence, .. } => Standing::Unresolved(*existence),
        };
        self.tell(number, standing);
    }

    fn told_agent(&self, number: usize, state: &RegisterAgent) {
        let order = self.change(number, |order| match &order.what {
            What::Agent(order) => Some(order.clone()),
            What::Token(_) => None,
        });
        let Some(order) = order else { return };
        if self.journal.borrow_mut().follow_agent(&order, state) {
            self.store();
        }
        let standing = match state {
            RegisterAgent::Posting { .. } => Standing::Posting,
            RegisterAgent::Looking { .. } => Standing::Looking,
            RegisterAgent::Registered { agent, reply } => {
                Standing::Registered { agent: agent.id.0, reply: *reply }
            }
            RegisterAgent::Refused { .. } => Standing::Refused,
            RegisterAgent::NotRegistered { .. } => Standing::Denied,
            RegisterAgent::Unresolved { existence, .. } => Standing::Unresolved(*existence),
        };
        self.tell(number, standing);
    }

    /// Tells the person, and sees that it is true.
    fn tell(&self, number: usize, standing: Standing) {
        let before = self.change(number, |order| {
            let before = order.standing;
            if standing == Standing::Posting {
                order.posting_at = Some(self.world.now());
            }
            order.standing = standing;
            Some(before)
        });
        if before == Some(standing) {
            return;
        }
        self.world.tell(|| format!("order {number}: {standing:?}"));
        let is_outcome = !matches!(
            before,
            Some(Standing::UnderWay | Standing::Posting | Standing::Looking) | None
        );
        if matches!(standing, Standing::Shown { .. }) && is_outcome {
            self.world.mark(Mark::RevealedLate);
        }
        match standing {
            Standing::Posting => self.check_journal(number),
            Standing::Denied => verdict::denied(self, number),
            _ => {}
        }
    }

    fn ended_token(&self, number: usize, state: CreateToken) {
        let what = self.change(number, |order| {
            order.driver = match state {
                CreateToken::Revealed { secret, .. } => {
                    order.value = Some(secret);
                    Driver::Ended
                }
                CreateToken::Unresolved { .. } => Driver::TokenLeft(state),
                _ => Driver::Ended,
            };
            (order.dialog == Dialog::Closed && order.standing == Standing::Denied)
                .then(|| order.what.clone())
        });
        if let Some(what) = what {
            self.forget(&what);
        }
    }

    fn ended_agent(&self, number: usize, state: RegisterAgent) {
        self.change(number, |order| {
            order.driver = match state {
                RegisterAgent::Unresolved { .. } => Driver::AgentLeft(state),
                _ => Driver::Ended,
            };
            Some(())
        });
    }

    /// The request has not gone out, and what a reload needs is stored.
    fn check_journal(&self, number: usize) {
        if self.world.server.borrow().posts_of(number).next().is_some() {
            self.world.fail(|| format!("order {number} was sent before it was told of"));
        }
        let key = self.change(number, |order| {
            Some(match &order.what {
                What::Token(order) => order.marker.clone(),
                What::Agent(order) => order.name.clone(),
            })
        });
        if let (Storage::Holds(text), Some(key)) = (&*self.storage.borrow(), key)
            && !text.as_ref().is_some_and(|text| text.contains(&key))
        {
            self.world.fail(|| format!("order {number} goes out before the journal is stored"));
        }
    }

    fn forget(&self, what: &What) {
        let mut journal = self.journal.borrow_mut();
        let is_changed = match what {
            What::Token(order) => journal.forget_token(order),
            What::Agent(order) => journal.forget_agent(order),
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

fn is_posting(state: &CreateToken) -> bool {
    matches!(state, CreateToken::Posting { .. })
}

fn credential(world: &World) -> Secret {
    Secret::new(format!("pat-{}", world.server.borrow().accepts))
}

#[expect(clippy::expect_used, reason = "the address is a constant")]
fn connect(world: &Rc<World>) -> Connection<Network, SimulatedClock> {
    let url = GitLabUrl::parse(GITLAB).expect("a GitLab's address");
    Connection::new(url, credential(world), Network(world.clone()), world.clock.clone())
}
