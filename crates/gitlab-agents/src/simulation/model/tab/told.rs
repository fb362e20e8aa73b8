//! What the drivers tell, and what the tab makes of it.

use super::super::{Bug, Mark, verdict};
use super::{Dialog, Driver, Standing, Storage, Tab, What};
use console_core::intent::{Certainty, Creation, Existence, Orphans, Revealed, Search};
use console_core::model::{Agent, Token};

impl Tab {
    pub(super) fn told_token(&self, number: usize, state: &Creation<Token>) {
        self.world.scan("the Debug form of a state", &format!("{state:?}"));
        let is_late = self.world.has(Bug::StoresLate) && is_posting(state);
        if !is_late && self.journal.borrow_mut().follow(state) {
            self.store();
        }
        let standing = match state {
            Creation::Checking { .. } => Standing::UnderWay,
            Creation::Posting(_) => Standing::Posting,
            Creation::Looking(Search { existence: Existence::Open, .. })
                if self.world.has(Bug::TakesLossForRefusal) =>
            {
                Standing::Refused
            }
            Creation::Doubted { .. } | Creation::Looking(_) => Standing::Looking,
            Creation::Identifying { .. } => Standing::Identifying,
            Creation::Created { made: Revealed { token, secret }, .. } => {
                let id = token.as_ref().map(|token| token.id);
                verdict::revealed(self, number, id.map(|id| id.0), secret);
                self.held.borrow_mut().extend(id);
                if self.world.has(Bug::StoresTheValue) {
                    self.storage.replace(Storage::Holds(Some(secret.expose().to_owned())));
                    self.scan_storage();
                }
                Standing::Shown { token: id.map(|id| id.0) }
            }
            Creation::Found { found, .. } => {
                self.told_orphans(number, found);
                Standing::Orphaned { token: found.first.id.0, certainty: found.certainty }
            }
            Creation::Refused { .. } => Standing::Refused,
            Creation::NotCreated { .. } => Standing::Denied,
            Creation::Unresolved { existence, .. } => Standing::Unresolved(*existence),
        };
        self.tell(number, standing);
    }

    /// Whoever looks finds all of them; an answer without its value waits for the list a moment only.
    fn told_orphans(&self, number: usize, orphans: &Orphans) {
        let before = self.change(number, |order| {
            order.orphans = Some(orphans.clone());
            Some(order.standing)
        });
        if before == Some(Standing::Looking) && orphans.certainty == Certainty::Sure {
            let ids: Vec<_> = orphans.iter().map(|token| token.id.0).collect();
            verdict::named(self, number, &ids);
        }
    }

    pub(super) fn told_agent(&self, number: usize, state: &Creation<Agent>) {
        if self.journal.borrow_mut().follow(state) {
            self.store();
        }
        let standing = match state {
            Creation::Checking { .. } => Standing::UnderWay,
            Creation::Posting(_) => Standing::Posting,
            Creation::Doubted { .. } | Creation::Identifying { .. } | Creation::Looking(_) => {
                Standing::Looking
            }
            Creation::Created { made: agent, .. } => Standing::Registered { agent: agent.id.0 },
            Creation::Found { found: agent, .. } => Standing::FoundByName { agent: agent.id.0 },
            Creation::Refused { .. } => Standing::Refused,
            Creation::NotCreated { .. } => Standing::Denied,
            Creation::Unresolved { existence, .. } => Standing::Unresolved(*existence),
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
            Some(
                Standing::UnderWay | Standing::Posting | Standing::Looking | Standing::Identifying
            ) | None
        );
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

    pub(super) fn ended_token(&self, number: usize, state: Creation<Token>) {
        if !matches!(state, Creation::Created { .. }) {
            verdict::ended_without_value(self, number);
        }
        let what = self.change(number, |order| {
            order.driver = match state {
                Creation::Created { made: Revealed { secret, .. }, .. } => {
                    order.value = Some(secret);
                    Driver::Ended
                }
                Creation::Unresolved { .. } => Driver::TokenLeft(state),
                _ => Driver::Ended,
            };
            (order.dialog == Dialog::Closed && order.standing == Standing::Denied)
                .then(|| order.what.clone())
        });
        if let Some(what) = what {
            self.forget(&what);
        }
    }

    pub(super) fn ended_agent(&self, number: usize, state: Creation<Agent>) {
        self.change(number, |order| {
            order.driver = match state {
                Creation::Unresolved { .. } => Driver::AgentLeft(state),
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
}

fn is_posting(state: &Creation<Token>) -> bool {
    matches!(state, Creation::Posting(_))
}
