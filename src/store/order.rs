//! Which agents pass the filter, and in which order.

use super::Session;
use console_core::agents::Filter;
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Keeps the rows in order as agents, address and time change. Call it under the session's owner.
    pub(super) fn follow_order(self: &Rc<Self>) {
        let session = Rc::clone(self);
        Effect::new(move |_| session.arrange());
    }

    fn arrange(&self) {
        let agents = &self.agents;
        agents.version.track();
        let (filter, sort) =
            self.console.address.with(|address| (Filter::parse(&address.filter), address.sort));
        // How many have which status changes while time goes by.
        let now = self.console.now.get();
        let arranged = agents.table.update_untracked(|table| table.arrange(&filter, sort, now));
        if agents.arranged.with_untracked(|known| *known != arranged) {
            agents.arranged.set(arranged);
        }
    }
}
