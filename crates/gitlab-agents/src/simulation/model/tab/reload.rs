//! A reload: what it loses, and what the journal brings back.

use super::super::{Bug, ME, Mark};
use super::order::{PERSON, target};
use super::{Brought, GITLAB, Standing, Storage, Tab, What, connect};
use crate::intents::Start;
use console_core::dialog::Shown;
use console_core::intent::{Creation, Journal, Search, Unsettled};
use console_core::model::{Agent, Token};
use futures_util::future::FutureExt;
use std::rc::Rc;

impl Tab {
    /// Loads the page again. Whatever ran before has been dropped.
    pub(in super::super) fn load_again(self: &Rc<Self>) {
        self.world.mark(Mark::Reloaded);
        self.world.tell(|| "the page is loaded again".to_owned());
        self.begun.take();
        self.connection.replace(connect(&self.world));
        if matches!(self.dialog.borrow().shown(), Shown::Value(_)) {
            self.world.mark(Mark::ReloadedWithValue);
        }
        let shown = self.shown_order();
        self.dialog.take();
        self.registration.take();
        self.ids.take();
        self.revocation.take();
        for post in &mut self.world.server.borrow_mut().posts {
            post.has_value = false;
        }
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
            self.lose(number, shown == Some(number));
        }
        let unsettled: Vec<_> = unsettled
            .into_iter()
            .filter_map(|unsettled| {
                let number = self.number_of_unsettled(&unsettled)?;
                self.change(number, |order| {
                    order.standing = Standing::Looking;
                    Some(())
                });
                Some((number, unsettled))
            })
            .collect();
        self.to_resume.set(unsettled.len());
        self.begin(self.clone().go_on(unsettled).boxed_local());
    }

    /// The order whose dialog is on the screen, or under a value.
    fn shown_order(&self) -> Option<usize> {
        let id = match self.dialog.borrow().shown() {
            Shown::Order(order) => Some(order.id),
            _ => None,
        };
        id.and_then(|id| self.number_of(id)).or_else(|| self.shown_registration())
    }

    /// What a reload leaves of an order that the journal does not hold.
    fn lose(&self, number: usize, is_shown: bool) {
        let was_sent = self.world.server.borrow().posts_of(number).next().is_some();
        self.change(number, |order| {
            let is_seen = match order.standing {
                standing if standing.is_under_way() => false,
                Standing::Shown { .. } => false,
                Standing::Orphaned { .. } | Standing::Denied | Standing::Unresolved(_) => {
                    !is_shown && !order.runs
                }
                _ => true,
            };
            let is_told = match order.brought {
                Brought::Nothing => true,
                Brought::Orphans => {
                    matches!(order.standing, Standing::Orphaned { .. } | Standing::Revoked { .. })
                }
                Brought::Value => {
                    matches!(order.standing, Standing::Kept { .. } | Standing::Revoked { .. })
                }
            };
            order.runs = false;
            order.brought = Brought::Nothing;
            if !is_seen || !is_told {
                order.standing = if was_sent { Standing::Forgotten } else { Standing::Unsent };
            }
            Some(())
        });
    }

    fn number_of_unsettled(&self, unsettled: &Unsettled) -> Option<usize> {
        match unsettled {
            Unsettled::Token(search) => {
                let is_its = |what: &What| {
                    matches!(what, What::Token(order)
                    if order.marker == search.sent.order.marker)
                };
                self.orders.borrow().iter().position(|order| is_its(&order.what))
            }
            Unsettled::Agent(search) => self.number_of_agent(&search.sent.order.name),
        }
    }

    /// Goes on with one creation after the other.
    async fn go_on(self: Rc<Self>, unsettled: Vec<(usize, Unsettled)>) {
        for (number, unsettled) in unsettled {
            self.until_free().await;
            self.to_resume.set(self.to_resume.get().saturating_sub(1));
            self.world.tell(|| format!("the tab goes on with order {number}"));
            self.change(number, |order| {
                order.asked_at = Some(self.world.now());
                order.runs = true;
                Some(())
            });
            match unsettled {
                Unsettled::Token(search) => self.clone().go_on_with_token(number, search).await,
                Unsettled::Agent(search) => self.clone().go_on_with_agent(number, search).await,
            }
        }
    }

    async fn go_on_with_token(self: Rc<Self>, number: usize, search: Search<Token>) {
        self.world.mark(Mark::ResumedToken);
        let target = target(search.sent.order.agent);
        let Some(person) = PERSON else { return };
        let id = self.dialog.borrow_mut().resume(target, &search, person);
        self.run_token(number, id, Start::State(Creation::Looking(search))).await;
    }

    async fn go_on_with_agent(self: Rc<Self>, number: usize, search: Search<Agent>) {
        self.world.mark(Mark::ResumedAgent);
        self.registration.borrow_mut().resume(&search);
        self.drive_agent(number, Start::State(Creation::Looking(search))).await;
    }
}
