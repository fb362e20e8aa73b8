//! The address: read from and shown in the fragment.

use super::{Console, Session, Target};
use crate::browser::location::{Step, hash, on_hash_change, show_hash};
use crate::browser::nfc::nfc;
use console_core::address::{Address, Archived, Scope, Sources, View};
use console_core::agents::{Column, Sort};
use console_core::model::AgentId;
use gitlab_agents::GitLabUrl;
use leptos::prelude::*;
use std::rc::Rc;

/// What the address asks to see, once it is clear that this console may show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nothing yet: the person chooses.
    Choose,
    /// Agents.
    Agents(Scope),
    /// Something in another GitLab than the one signed in to.
    Elsewhere {
        /// That GitLab.
        gitlab: String,
    },
}

/// Reads a hash, whatever form its names are written in.
pub(super) fn address_of(hash: &str) -> Address {
    Address::parse(hash).composed(nfc)
}

impl Console {
    /// Keeps [`Console::address`] in step with Back, Forward, links and editing by hand, where the address bar
    /// shows it, and tells the page around of every change.
    pub(super) fn follow_address(self: &Rc<Self>) {
        let console = Rc::clone(self);
        Effect::new(move |_| {
            let route = console.address.with(Address::to_hash);
            console.tell("navigate", &[("route", &route)]);
        });
        if self.host.keeps_address() {
            return;
        }
        let shown = self.address.clone();
        on_hash_change(move || {
            let address = address_of(&hash());
            if shown.with_untracked(|shown| *shown != address) {
                shown.set(address);
            }
        });
    }

    /// Goes to the view the deployment begins with, where the address names none.
    pub(super) fn start_where_configured(&self) {
        let start = self.config.as_ref().ok().and_then(|config| config.start.clone());
        let is_unset = self.address.with_untracked(|address| matches!(address.view, View::Choose));
        if let (Some(start), true) = (start, is_unset) {
            self.go_from_here(Step::Replace, |address| {
                *address = Address { gitlab: address.gitlab.take(), ..start };
            });
        }
    }

    /// Goes to `address`.
    pub(crate) fn go(&self, address: Address, step: Step) {
        if !self.host.keeps_address() {
            show_hash(&address.to_hash(), step);
        }
        self.address.set(address);
    }

    /// Goes to what `change` makes of the present address.
    pub(crate) fn go_from_here(&self, step: Step, change: impl FnOnce(&mut Address)) {
        let mut address = self.address.get_untracked();
        change(&mut address);
        self.go(address, step);
    }

    /// Shows the agents of `scope`.
    pub(crate) fn show_scope(&self, scope: Scope) {
        self.remember_scope(&scope);
        self.go_from_here(Step::New, |address| {
            address.view = View::Agents { scope, agent: None };
            address.filter.clear();
        });
    }

    /// Lets the person choose anew.
    pub(crate) fn choose(&self) {
        self.go_from_here(Step::New, |address| {
            address.view = View::Choose;
            address.filter.clear();
        });
    }

    /// Leaves archived projects out of the scope, or shows them.
    pub(crate) fn set_archived(&self, archived: Archived) {
        self.go_from_here(Step::New, |address| address.archived = archived);
    }

    /// Opens or closes an agent beside the table.
    pub(crate) fn open_agent(&self, open: Option<AgentId>) {
        self.go_from_here(Step::New, |address| {
            if let View::Agents { agent, .. } = &mut address.view {
                *agent = open;
            }
        });
    }

    /// Closes the agent beside the table.
    pub(crate) fn close_agent(&self) {
        self.open_agent(None);
    }

    /// Filters the table.
    pub(crate) fn set_filter(&self, filter: String) {
        self.go_from_here(Step::Replace, |address| address.filter = nfc(&filter));
    }

    /// Sorts the table.
    pub(crate) fn set_sort(&self, sort: Sort) {
        self.go_from_here(Step::Replace, |address| address.sort = sort);
    }

    /// Shows `column` in its place among the others, or no longer.
    pub(crate) fn toggle_column(&self, column: Column) {
        self.go_from_here(Step::Replace, |address| {
            address.columns.toggle_in_order(column);
        });
    }

    /// The address of an agent beside the table, for a link.
    pub(crate) fn agent_href(&self, id: AgentId) -> String {
        let mut address = self.address.get_untracked();
        if let View::Agents { agent, .. } = &mut address.view {
            *agent = Some(id);
        }
        self.link_to(&address.to_hash())
    }

    /// What the address asks for of the GitLab that is `here`. Tracks the address.
    pub(super) fn place_at(&self, here: Option<&GitLabUrl>) -> Place {
        self.address.with(|address| {
            if let (Some(asked), Some(here)) = (&address.gitlab, here)
                && *asked != here.as_str()
            {
                return Place::Elsewhere { gitlab: asked.clone() };
            }
            match &address.view {
                View::Choose => Place::Choose,
                View::Agents { scope, .. } if self.sources(scope, address.archived).is_none() => {
                    Place::Choose
                }
                View::Agents { scope, .. } => Place::Agents(scope.clone()),
            }
        })
    }

    /// What is read for `scope`; `None` for a set that nobody has saved. Tracks the sets.
    pub(super) fn sources(&self, scope: &Scope, archived: Archived) -> Option<Sources> {
        let config = self.config.as_ref().ok();
        let sources = config.and_then(|config| scope.sources(archived, &config.sets));
        sources.or_else(|| self.saved_sources(scope, archived))
    }

    /// The agent beside the table. Tracks the address.
    pub(crate) fn open(&self) -> Option<AgentId> {
        self.address.with(open_in)
    }
}

impl Session {
    /// What the address asks for. Tracks the address.
    pub(crate) fn place(&self) -> Place {
        self.console.place_at(Some(self.gitlab().gitlab()))
    }

    /// The agent beside the table, for what a person does with it just now.
    pub(super) fn open_target(&self) -> Option<Target> {
        self.target(self.console.address.with_untracked(open_in)?)
    }
}

fn open_in(address: &Address) -> Option<AgentId> {
    match address.view {
        View::Agents { agent, .. } => agent,
        View::Choose => None,
    }
}
