//! The address: read from and shown in the fragment.

use super::{Phase, State, Target};
use crate::browser::location::{Step, hash, on_hash_change, show_hash};
use crate::browser::nfc::nfc;
use console_core::address::{Address, Archived, Scope, Sources, View};
use console_core::agents::{Column, Sort};
use console_core::model::AgentId;
use gitlab_agents::GitLabUrl;
use leptos::prelude::*;

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

impl State {
    /// The address to begin with: that of the address bar, where it is this console's to read, or `route`.
    pub(super) fn first_address(&'static self, route: &str) -> Address {
        let shown = if self.keeps_address() { String::new() } else { hash() };
        address_of(if shown.is_empty() { route } else { &shown })
    }

    /// Keeps [`Store::address`] in step with Back, Forward, links and editing by hand, where the address bar
    /// shows it, and tells the page around of every change.
    pub(super) fn follow_address(&'static self) {
        Effect::new(move |_| {
            let route = self.address.with(Address::to_hash);
            self.tell("navigate", &[("route", &route)]);
        });
        if self.keeps_address() {
            return;
        }
        on_hash_change(move || {
            let address = address_of(&hash());
            if self.address.with_untracked(|shown| *shown != address) {
                self.address.set(address);
            }
        });
    }

    /// Goes to the view the deployment begins with, where the address names none.
    pub(super) fn start_where_configured(&'static self) {
        let start = self.config.with_untracked(|config| config.as_ref().ok()?.start.clone());
        let is_unset = self.address.with_untracked(|address| matches!(address.view, View::Choose));
        if let (Some(start), true) = (start, is_unset) {
            self.go_from_here(Step::Replace, |address| {
                *address = Address { gitlab: address.gitlab.take(), ..start };
            });
        }
    }

    /// Goes to `address`.
    pub(crate) fn go(&'static self, address: Address, step: Step) {
        if !self.keeps_address() {
            show_hash(&address.to_hash(), step);
        }
        self.address.set(address);
    }

    /// Goes to what `change` makes of the present address.
    pub(crate) fn go_from_here(&'static self, step: Step, change: impl FnOnce(&mut Address)) {
        let mut address = self.address.get_untracked();
        change(&mut address);
        self.go(address, step);
    }

    /// Shows the agents of `scope`.
    pub(crate) fn show_scope(&'static self, scope: Scope) {
        self.remember_scope(&scope);
        self.go_from_here(Step::New, |address| {
            address.view = View::Agents { scope, agent: None };
            address.filter.clear();
        });
    }

    /// Lets the person choose anew.
    pub(crate) fn choose(&'static self) {
        self.go_from_here(Step::New, |address| {
            address.view = View::Choose;
            address.filter.clear();
        });
    }

    /// Opens or closes an agent beside the table.
    pub(crate) fn open_agent(&'static self, open: Option<AgentId>) {
        self.go_from_here(Step::New, |address| {
            if let View::Agents { agent, .. } = &mut address.view {
                *agent = open;
            }
        });
    }

    /// Closes the agent beside the table.
    pub(crate) fn close_agent(&'static self) {
        self.open_agent(None);
    }

    /// Filters the table.
    pub(crate) fn set_filter(&'static self, filter: String) {
        self.go_from_here(Step::Replace, |address| address.filter = nfc(&filter));
    }

    /// Sorts the table.
    pub(crate) fn set_sort(&'static self, sort: Sort) {
        self.go_from_here(Step::Replace, |address| address.sort = sort);
    }

    /// Shows `column` in its place among the others, or no longer.
    pub(crate) fn toggle_column(&'static self, column: Column) {
        self.go_from_here(Step::Replace, |address| {
            address.columns.toggle_in_order(column);
        });
    }

    /// The address of an agent beside the table, for a link.
    pub(crate) fn agent_href(&'static self, id: AgentId) -> String {
        let mut address = self.address.get_untracked();
        if let View::Agents { agent, .. } = &mut address.view {
            *agent = Some(id);
        }
        self.link_to(&address.to_hash())
    }

    /// What the address asks for. Tracks address and phase.
    pub(crate) fn place(&'static self) -> Place {
        let signed_in = self.phase.with(|phase| match phase {
            Phase::SignedIn(session) => Some(session.gitlab.gitlab().clone()),
            _ => None,
        });
        self.place_at(signed_in.as_ref())
    }

    /// What the address asks for of the GitLab that is `here`. Tracks the address.
    pub(super) fn place_at(&'static self, here: Option<&GitLabUrl>) -> Place {
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
    pub(super) fn sources(&'static self, scope: &Scope, archived: Archived) -> Option<Sources> {
        let sources =
            self.config.with(|config| scope.sources(archived, &config.as_ref().ok()?.sets));
        sources.or_else(|| self.saved_sources(scope, archived))
    }

    /// The agent beside the table. Tracks the address.
    pub(crate) fn open(&'static self) -> Option<AgentId> {
        self.address.with(open_in)
    }

    /// The agent beside the table, for what a person does with it just now.
    pub(super) fn open_target(&'static self) -> Option<Target> {
        self.target(self.address.with_untracked(open_in)?)
    }
}

fn open_in(address: &Address) -> Option<AgentId> {
    match address.view {
        View::Agents { agent, .. } => agent,
        View::Choose => None,
    }
}
