//! What the drivers tell, what the dialogs make of it, and what the person sees of that.

use super::super::{Bug, Mark, verdict};
use super::order::PERSON;
use super::{Brought, Standing, Storage, Tab, What};
use console_core::dialog::{
    OrderId, Outcome, Registration, RegistrationCommand, Shown, Stage, TokenCommand,
};
use console_core::intent::{Certainty, Creation, Existence, Orphans, Recorded, Revealed, Search};
use console_core::model::{Agent, Token, TokenId};
use std::rc::Rc;

impl Tab {
    pub(super) fn told_token(self: &Rc<Self>, number: usize, id: OrderId, state: &Creation<Token>) {
        self.world.scan("the Debug form of a state", &format!("{state:?}"));
        let is_late = self.world.has(Bug::StoresLate) && matches!(state, Creation::Posting(_));
        let commands = self.dialog.borrow_mut().told(id, state, PERSON);
        let is_followed = commands.iter().any(|command| matches!(command, TokenCommand::Follow));
        if is_followed && !is_late {
            self.follow(state);
        }
        match state {
            Creation::Found { found, .. } => self.found_orphans(number, found),
            Creation::Created { made: Revealed { token, secret }, .. } => {
                let is_revoked = token.as_ref().is_some_and(|token| self.is_revoked(token.id));
                self.brings(number, if is_revoked { Brought::Nothing } else { Brought::Value });
                if self.world.has(Bug::StoresTheValue) {
                    self.storage.replace(Storage::Holds(Some(secret.expose().to_owned())));
                    self.scan_storage();
                }
            }
            Creation::Looking(Search { existence: Existence::Open, .. })
                if self.world.has(Bug::TakesLossForRefusal) =>
            {
                self.tell(number, Standing::Refused);
            }
            state => self.tell_of(number, state),
        }
        self.carry_out(commands);
        self.look();
    }

    pub(super) fn told_agent(self: &Rc<Self>, number: usize, state: &Creation<Agent>) {
        let commands = self.registration.borrow_mut().told(state, true);
        if commands.iter().any(|command| matches!(command, RegistrationCommand::Follow)) {
            self.follow(state);
        }
        match state {
            Creation::Created { made, .. } => {
                self.tell(number, Standing::Registered { agent: made.id.0 });
            }
            Creation::Found { found, .. } => {
                self.tell(number, Standing::FoundByName { agent: found.id.0 });
            }
            state => self.tell_of(number, state),
        }
        self.carry_out_registration(commands);
    }

    fn follow<T: Recorded>(&self, state: &Creation<T>) {
        if self.journal.borrow_mut().follow(state) {
            self.store();
        }
    }

    fn tell_of<T: Recorded>(&self, number: usize, state: &Creation<T>) {
        let standing = match state {
            Creation::Checking { .. } => Standing::UnderWay,
            Creation::Posting(_) => Standing::Posting,
            Creation::Doubted { .. } | Creation::Looking(_) => Standing::Looking,
            Creation::Identifying { .. } => Standing::Identifying,
            Creation::Refused { .. } => Standing::Refused,
            Creation::NotCreated { .. } => Standing::Denied,
            Creation::Unresolved { existence, .. } => Standing::Unresolved(*existence),
            Creation::Created { .. } | Creation::Found { .. } => return,
        };
        self.tell(number, standing);
    }

    /// Of a token that is revoked nobody needs the value.
    fn is_revoked(&self, id: TokenId) -> bool {
        let server = self.world.server.borrow();
        server.tokens.iter().any(|token| token.id == id.0 && token.is_revoked)
    }

    fn brings(&self, number: usize, brought: Brought) {
        self.change(number, |order| {
            order.brought = brought;
            Some(())
        });
    }

    /// Whoever looks finds all of them; an answer without its value waits for the list a moment
    /// only.
    fn found_orphans(&self, number: usize, orphans: &Orphans) {
        let before = self.change(number, |order| {
            let before = (order.standing, order.brought);
            order.brought = Brought::Orphans;
            Some(before)
        });
        let is_first = before == Some((Standing::Looking, Brought::Nothing));
        if is_first && orphans.certainty == Certainty::Sure {
            let ids: Vec<_> = orphans.iter().map(|token| token.id.0).collect();
            verdict::named(self, number, &ids);
        }
    }

    /// The person looks at the dialog.
    pub(super) fn look(&self) {
        let dialog = self.dialog.borrow();
        let (id, standing) = match dialog.shown() {
            Shown::Value(value) => {
                (value.order, Standing::Shown { token: value.id().map(|id| id.0) })
            }
            Shown::Order(order) => match &order.stage {
                Stage::Ended(Outcome::Orphaned { orphans }) => {
                    let (token, certainty) = (orphans.first.id.0, orphans.certainty);
                    (order.id, Standing::Orphaned { token, certainty })
                }
                _ => return,
            },
            Shown::Nothing | Shown::Naming { .. } => return,
        };
        let Some(number) = self.number_of(id) else { return };
        if let Shown::Value(value) = dialog.shown() {
            verdict::revealed(self, number, value.id().map(|id| id.0), &value.secret);
        }
        drop(dialog);
        self.tell(number, standing);
    }

    pub(super) fn shown_registration(&self) -> Option<usize> {
        match &*self.registration.borrow() {
            Registration::Ordered(state) => self.number_of_agent(&state.order().name),
            _ => None,
        }
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
        let is_outcome = before.is_some_and(|before| !before.is_under_way());
        if matches!(standing, Standing::Shown { .. }) && is_outcome {
            self.world.mark(Mark::RevealedLate);
        }
        match standing {
            Standing::Posting => self.check_journal(number),
            Standing::Denied => verdict::denied(self, number),
            Standing::Refused => verdict::refused(self, number),
            _ => {}
        }
    }

    pub(super) fn ended_token(self: &Rc<Self>, number: usize, id: OrderId, state: Creation<Token>) {
        if !matches!(state, Creation::Created { .. }) {
            verdict::ended_without_value(self, number);
        }
        self.stops(number);
        let commands = self.dialog.borrow_mut().ended(id, state);
        self.carry_out(commands);
        self.look();
    }

    pub(super) fn stops(&self, number: usize) {
        self.change(number, |order| {
            order.runs = false;
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
}
