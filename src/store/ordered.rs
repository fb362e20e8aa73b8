//! A token that was ordered: sending for it, looking for it, and telling what became of it.

use super::{Change, Creation, Errand, Outcome, Person, State, Step, Target};
use crate::browser::clock::sleep;
use console_core::intent::{Creation as Intent, Revealed, TokenOrder};
use console_core::model::Token;
use console_core::secret::Secret;
use gitlab_agents::{Nudge, create, resume};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::mem::replace;
use std::rc::Rc;

/// How often it is looked whether the person has closed every dialog.
const TURN_MS: u32 = 500;

/// A token that was ordered. The dialog that shows it and the future that creates it hold the same one.
#[derive(Debug)]
pub(crate) struct Ordered {
    /// The agent it is for.
    pub(crate) target: Target,
    pub(super) what: Rc<TokenOrder>,
    /// Who ordered it.
    pub(super) person: Person,
    nudge: Nudge,
    driver: RefCell<Driver>,
    /// Whether the person was told of a token without its value.
    is_told: Cell<bool>,
}

/// The future that creates a token, or looks for it.
#[derive(Debug)]
enum Driver {
    /// It runs: a reply may still come.
    Runs,
    /// It is over, and this is where it can go on.
    Over(Option<Intent<Token>>),
}

impl Ordered {
    pub(super) fn new(target: Target, what: Rc<TokenOrder>, person: Person) -> Rc<Self> {
        let (nudge, driver) = (Nudge::default(), RefCell::new(Driver::Runs));
        Rc::new(Self { target, what, person, nudge, driver, is_told: Cell::new(false) })
    }

    /// Whether its request, or a look for it, is not over.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(*self.driver.borrow(), Driver::Runs)
    }
}

impl State {
    /// Orders the token that the dialog names. A second call while one is under way does nothing.
    pub(crate) fn order_token(&'static self, name: String, description: String) {
        let Some(session) = self.session() else { return };
        let limit = self.token_limit();
        let ordered = self.creation.try_update(|creation| {
            let Creation::Naming { target, marker, .. } = creation else { return None };
            let target = target.clone();
            let what = TokenOrder {
                project: target.project,
                agent: target.agent,
                agent_name: target.agent_name.clone(),
                name,
                description,
                marker: std::mem::take(marker),
                me: session.known.user_id(),
                limit,
            };
            let order = Ordered::new(target, Rc::new(what), session.person);
            *creation = Creation::UnderWay { order: Rc::clone(&order), step: Step::Checking };
            Some(order)
        });
        if let Some(order) = ordered.flatten() {
            self.orders.spawn(self.late(Errand::Create(order, None)));
        }
    }

    /// Looks again for a token whose reply was lost.
    pub(crate) fn look_again(&'static self) {
        let asked = self.creation.try_update(|creation| {
            let Creation::Ended { order, outcome: Outcome::Unresolved { .. } } = creation else {
                return None;
            };
            let order = Rc::clone(order);
            *creation = Creation::UnderWay { order: Rc::clone(&order), step: Step::Looking };
            Some(order)
        });
        let Some(order) = asked.flatten() else { return };
        match order.driver.replace(Driver::Runs) {
            Driver::Over(state @ Some(_)) => {
                self.orders.spawn(self.late(Errand::Create(order, state)));
            }
            Driver::Over(None) => {}
            Driver::Runs => order.nudge.look_again(),
        }
    }

    /// Creates the token, or goes on from a state in which it is only looked for, and tells how that ends.
    pub(super) async fn drive(&'static self, order: Rc<Ordered>, from: Option<Intent<Token>>) {
        let Some(gitlab) = self.gitlab() else { return };
        let mut told = |state: &Intent<Token>| self.told(&order, state);
        let end = match from {
            None => create(&gitlab, Rc::clone(&order.what), &order.nudge, &mut told).await,
            Some(state) => resume(&gitlab, state, &mut told).await,
        };
        self.look_at_tokens(order.target.project, order.target.agent);
        let outcome = outcome(&end);
        order.driver.replace(Driver::Over(None));
        match end {
            Intent::Created { made: Revealed { token, secret }, .. } => {
                self.reveal(&order, token, secret)
            }
            // A refusal goes back to the form, with what was typed.
            Intent::Refused { order: what, why } => {
                let (target, marker) = (order.target.clone(), what.marker.clone());
                let refused = Some(why.clone());
                self.show_in_place(&order, Creation::Naming { target, marker, refused });
                self.note_denial(Change::CreateToken, order.target.project, &why);
                self.heed(&why);
            }
            end => {
                order.driver.replace(Driver::Over(Some(end)));
                if let Some(outcome) = outcome {
                    self.settle(&order, outcome).await;
                }
            }
        }
    }

    /// Shows how far the order has come.
    fn told(&'static self, order: &Rc<Ordered>, state: &Intent<Token>) {
        self.follow_token(order.person, state);
        let step = match state {
            Intent::Checking { .. } => Step::Checking,
            Intent::Posting(_) | Intent::Doubted { .. } | Intent::Identifying { .. } => {
                Step::Posting
            }
            Intent::Looking(_) => Step::Looking,
            state => {
                if let Intent::Unresolved { cause, .. } = state {
                    self.heed(cause);
                }
                // The end itself brings a refusal or a value.
                if let Some(outcome) = outcome(state) {
                    self.show_outcome(order, outcome);
                }
                return;
            }
        };
        self.show_in_place(order, Creation::UnderWay { order: Rc::clone(order), step });
    }

    /// Shows `next` where the order is shown. Says whether it was.
    fn show_in_place(&'static self, order: &Rc<Ordered>, next: Creation) -> bool {
        let mut creation = self.creation.write();
        creation.place_of(order).map(|place| *place = next).is_some()
    }

    fn show_outcome(&'static self, order: &Rc<Ordered>, outcome: Outcome) -> bool {
        let is_orphan = matches!(outcome, Outcome::Orphaned { .. });
        let is_shown =
            self.show_in_place(order, Creation::Ended { order: Rc::clone(order), outcome });
        if is_orphan && is_shown {
            order.is_told.set(true);
        }
        is_shown
    }

    /// Tells how the order ended. A token without its value is told of even if the person has closed the
    /// dialog meanwhile: that may have said something else.
    async fn settle(&'static self, order: &Rc<Ordered>, outcome: Outcome) {
        if self.show_outcome(order, outcome.clone()) {
            return;
        }
        match &outcome {
            Outcome::Orphaned { .. } if !order.is_told.get() => {
                self.until_free().await;
                if self.is_mine(order.person) {
                    order.is_told.set(true);
                    self.creation.set(Creation::Ended { order: Rc::clone(order), outcome });
                }
            }
            // What is not known is looked for once more after a reload.
            Outcome::Unresolved { .. } => {}
            Outcome::Orphaned { .. } | Outcome::NotCreated { .. } => self.forget_token(order),
        }
    }

    /// Shows a value. One that comes late covers whatever the dialog shows, but no other value.
    fn reveal(&'static self, order: &Rc<Ordered>, token: Option<Token>, secret: Secret) {
        let id = token.as_ref().map(|token| token.id);
        if id.is_some_and(|id| self.gone.with_untracked(|gone| gone.contains(&id))) {
            return self.forget_token(order);
        }
        self.spare(order);
        if let Some(token) = &token {
            self.tell_of_token("token-created", token);
            self.watch_first_contact(order.target.project, order.target.agent, token.id);
        }
        let order = Rc::clone(order);
        self.creation.update(|creation| {
            let place = creation.ground();
            let is_its = place.order().is_some_and(|shown| Rc::ptr_eq(shown, &order));
            let covered = replace(place, Creation::Closed);
            let behind = Box::new(if is_its { Creation::Closed } else { covered });
            *place = Creation::Revealed { order, token, secret, behind };
        });
        self.held.update_untracked(|held| held.extend(id));
    }

    /// Waits until no dialog is open.
    pub(super) async fn until_free(&'static self) {
        while !self.is_free() {
            sleep(TURN_MS).await;
        }
    }

    fn is_free(&'static self) -> bool {
        untrack(|| !self.has_dialog() && self.waiting.with(Option::is_none))
    }

    /// Whether a dialog is open that something is created, revoked or deleted in. Tracks.
    pub(crate) fn has_dialog(&'static self) -> bool {
        self.creation.with(|creation| !matches!(creation, Creation::Closed))
            || self.registration.with(|open| !matches!(open, super::Registration::Closed))
            || self.revocation.with(|open| !matches!(open, super::Revocation::Closed))
            || self.deletion.with(|open| !matches!(open, super::Deletion::Closed))
    }

    /// Brings in the code of the dialogs.
    pub(crate) fn open_desk(&'static self) {
        self.spawn_later(Errand::OpenDialog);
    }
}

fn outcome(state: &Intent<Token>) -> Option<Outcome> {
    match state {
        Intent::Found { found, .. } => Some(Outcome::Orphaned { orphans: found.clone() }),
        Intent::NotCreated { cause, .. } => Some(Outcome::NotCreated { cause: cause.clone() }),
        Intent::Unresolved { cause, .. } => Some(Outcome::Unresolved { cause: cause.clone() }),
        _ => None,
    }
}
