//! A reload: what it loses, and what the journal brings back.

use super::super::{Bug, ME, Mark};
use super::{Dialog, Driver, GITLAB, Standing, Storage, Tab, Task, What, connect};
use console_core::intent::{Creation, Journal, Unsettled};
use std::rc::Rc;

impl Tab {
    /// Loads the page again. Whatever ran before has been dropped.
    pub(in super::super) fn load_again(self: &Rc<Self>) -> Vec<Task> {
        self.world.mark(Mark::Reloaded);
        self.world.tell(|| "the page is loaded again".to_owned());
        self.connection.replace(connect(&self.world));
        self.held.borrow_mut().clear();
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
                | Standing::Identifying
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
                (What::Token(order), Unsettled::Token(search)) => {
                    order.marker == search.sent.order.marker
                }
                (What::Agent(order), Unsettled::Agent(search)) => {
                    order.name == search.sent.order.name
                }
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
            Unsettled::Token(search) => {
                self.world.mark(Mark::ResumedToken);
                self.go_on_with_token(number, Creation::Looking(search))
            }
            Unsettled::Agent(search) => {
                self.world.mark(Mark::ResumedAgent);
                self.go_on_with_agent(number, Creation::Looking(search))
            }
        })
    }
}
