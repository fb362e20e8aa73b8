//! Which agents pass the filter, and in which order.

use super::State;
use console_core::agents::Filter;
use leptos::prelude::*;

impl State {
    /// Keeps the rows in order as agents, address and time change. Call it under the console's owner.
    pub(super) fn follow_order(&'static self) {
        Effect::new(move |_| self.arrange());
    }

    fn arrange(&'static self) {
        let agents = &self.agents;
        agents.version.track();
        let (filter, sort) =
            self.address.with(|address| (Filter::parse(&address.filter), address.sort));
        // How many have which status changes while time goes by.
        let now = self.now.get();
        let arranged = agents.table.update_untracked(|table| table.arrange(&filter, sort, now));
        if agents.arranged.with_untracked(|known| *known != arranged) {
            agents.arranged.set(arranged);
        }
    }
}
