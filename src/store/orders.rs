//! Tokens that were ordered: sending for them, looking for them, and all else that their dialog
//! commands.

use super::errand::Order;
use super::{Change, Errand, GitLab, Session, Work};
use crate::browser::clock::sleep;
use crate::browser::tasks::{Spawner, Tasks};
use console_core::dialog::{
    Deletion, OrderId, Registration, Revocation, TokenCommand, TokenDialog,
};
use console_core::intent::{Creation, TokenOrder};
use console_core::model::Token;
use gitlab_agents::{Nudge, Start, drive};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How often it is looked whether the person has closed every dialog.
const TURN_MS: u32 = 500;

/// What is ordered over one connection. It outlasts a change of person, who may have the value of a token still
/// to come, or on the screen. What comes of it belongs to whoever is signed in by then.
#[derive(Debug)]
pub(crate) struct Orders {
    /// The connection, with the credential in it.
    pub(super) gitlab: GitLab,
    /// Creating tokens.
    pub(crate) creation: ArcRwSignal<TokenDialog>,
    /// By what those that run are asked to look again.
    nudges: RefCell<Vec<(OrderId, Nudge)>>,
    /// What carries them out.
    pub(super) tasks: Spawner,
    session: RefCell<Weak<Session>>,
}

/// What keeps orders: they are carried out for as long as a session has it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The orders.
    pub(super) orders: Rc<Orders>,
    _tasks: Rc<Tasks>,
}

impl Held {
    /// Nothing is ordered yet over the connection `gitlab`.
    pub(super) fn nothing(gitlab: GitLab) -> Self {
        let tasks = Tasks::default();
        let orders = Rc::new(Orders {
            gitlab,
            creation: ArcRwSignal::new(TokenDialog::default()),
            nudges: RefCell::new(Vec::new()),
            tasks: tasks.spawner(),
            session: RefCell::new(Weak::new()),
        });
        Self { orders, _tasks: Rc::new(tasks) }
    }
}

impl Orders {
    /// From now on they are those of `session`.
    pub(super) fn belong_to(&self, session: &Rc<Session>) {
        self.session.replace(Rc::downgrade(session));
    }

    /// The session of whoever is signed in.
    pub(super) fn session(&self) -> Option<Rc<Session>> {
        self.session.borrow().upgrade()
    }

    /// Creates the token, or goes on from a state in which it is only looked for, and tells how
    /// that ends.
    pub(super) async fn drive(&self, id: OrderId, start: Start<Token>) {
        let nudge = Nudge::default();
        self.nudges.borrow_mut().push((id, nudge.clone()));
        let mut told = |state: &Creation<Token>| {
            if let Some(session) = self.session() {
                session.told(id, state);
            }
        };
        let end = drive(&self.gitlab, start, &nudge, &mut told).await;
        self.nudges.borrow_mut().retain(|(of, _)| *of != id);
        let TokenOrder { project, agent, .. } = **end.order();
        if let Some(session) = self.session() {
            session.look_at_tokens(project, agent);
            session.change_creation(|dialog| dialog.ended(id, end));
        }
    }

    /// The session, once no dialog is open.
    pub(super) async fn when_free(&self) -> Option<Rc<Session>> {
        loop {
            let session = self.session()?;
            if session.is_free() {
                return Some(session);
            }
            drop(session);
            sleep(TURN_MS).await;
        }
    }
}

impl Session {
    /// Carries out `order` until it is done, whoever is signed in by then.
    pub(super) fn start(&self, order: Order) {
        let work = Work::Order(Rc::clone(&self.orders), order);
        self.orders.tasks.spawn(self.console.late(work));
    }

    pub(super) fn carry_out_creation(self: &Rc<Self>, commands: Vec<TokenCommand>) {
        for command in commands {
            match command {
                TokenCommand::Create(id, what) => self.start(Order::Create(id, Start::Order(what))),
                TokenCommand::Resume(id, state) => {
                    self.start(Order::Create(id, Start::State(state)))
                }
                TokenCommand::Nudge(id) => {
                    let nudges = self.orders.nudges.borrow();
                    if let Some((_, nudge)) = nudges.iter().find(|(of, _)| *of == id) {
                        nudge.look_again();
                    }
                }
                // Whoever tells of a state has noted it.
                TokenCommand::Follow => {}
                TokenCommand::Forget(what) => self.forget_token(&what),
                TokenCommand::ShowWhenFree(id) => {
                    let orders = Rc::clone(&self.orders);
                    self.orders.tasks.spawn(async move {
                        if let Some(session) = orders.when_free().await {
                            let me = Some(session.person);
                            session.change_creation(|dialog| dialog.show(id, me));
                        }
                    });
                }
                TokenCommand::Spare(id) => self.spare(id),
                TokenCommand::Announce(project, token) => {
                    self.console.tell_of_token("token-created", &token);
                    self.watch_first_contact(project, token.agent, token.id);
                }
                TokenCommand::Heed(why) => self.heed(&why),
                TokenCommand::NoteDenial(project, why) => {
                    self.note_denial(Change::CreateToken, project, &why);
                }
                TokenCommand::SignOut => self.console.sign_out_now(),
            }
        }
    }

    /// Shows how far the order has come.
    fn told(self: &Rc<Self>, id: OrderId, state: &Creation<Token>) {
        let me = Some(self.person);
        let commands = self.orders.creation.write().told(id, state, me);
        if commands.iter().any(|command| matches!(command, TokenCommand::Follow)) {
            self.change_journal(|journal| journal.follow(state));
        }
        self.carry_out_creation(commands);
    }

    fn is_free(&self) -> bool {
        untrack(|| !self.has_dialog() && self.waiting.with(Option::is_none))
    }

    /// Whether a dialog is open that something is created, revoked or deleted in. Tracks.
    pub(crate) fn has_dialog(&self) -> bool {
        self.orders.creation.with(TokenDialog::is_open)
            || self.registration.with(Registration::is_open)
            || self.revocation.with(Revocation::is_open)
            || self.deletion.with(Deletion::is_open)
    }

    /// Brings in the code of the dialogs.
    pub(crate) fn open_desk(self: &Rc<Self>) {
        self.spawn_later(Errand::OpenDialog);
    }
}
