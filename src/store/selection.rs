//! The agents that are selected, and the one that was looked for by its name.

use super::{Errand, Session};
use crate::browser::clock::now;
use console_core::model::AgentId;
use console_core::table::{Selection, TypeAhead};
use leptos::prelude::*;
use std::rc::Rc;

/// What a person has picked out of the table.
#[derive(Debug)]
pub(crate) struct Picked {
    /// The selected agents.
    pub(crate) agents: ArcRwSignal<Selection>,
    /// The position of the row that the focus is to go to.
    pub(crate) sought: ArcRwSignal<Option<u32>>,
    typed: ArcRwSignal<TypeAhead>,
}

/// What is to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// The row at this position, or no longer.
    Toggle(u32),
    /// The rows from the one picked last, or else from the first of these positions, to the second.
    Range(u32, u32),
    /// All rows.
    All,
    /// None.
    Nothing,
}

impl Picked {
    pub(super) fn new() -> Self {
        Self {
            agents: ArcRwSignal::new(Selection::default()),
            sought: ArcRwSignal::new(None),
            typed: ArcRwSignal::new(TypeAhead::default()),
        }
    }

    /// Selects nothing any more, and forgets what was typed.
    pub(super) fn clear(&self) {
        self.agents.set(Selection::default());
        self.sought.set(None);
        self.typed.set(TypeAhead::default());
    }
}

impl Session {
    /// Whether `agent` is selected. Tracks.
    pub(crate) fn is_selected(&self, agent: AgentId) -> bool {
        self.agents.picked.agents.with(|selection| selection.contains(agent.0))
    }

    /// The rows shown that are selected, in their order. Tracks.
    pub(crate) fn selected_rows(&self) -> Vec<u32> {
        let agents = &self.agents;
        agents.picked.agents.with(|selection| {
            if selection.is_untouched() {
                return Vec::new();
            }
            agents.arranged.with(|arranged| {
                agents.table.with_untracked(|table| {
                    let rows = arranged.rows.iter().copied();
                    rows.filter(|row| {
                        table.ids().get(*row).is_some_and(|id| selection.contains(id))
                    })
                    .collect()
                })
            })
        })
    }

    /// Selects.
    pub(crate) fn pick(self: &Rc<Self>, pick: Pick) {
        self.spawn_later(Errand::Pick(pick));
    }

    /// Changes what is selected.
    pub(super) fn select(&self, pick: Pick) {
        let agents = &self.agents;
        agents.picked.agents.update(|selection| {
            agents.arranged.with_untracked(|arranged| {
                agents.table.with_untracked(|table| {
                    let rows = &arranged.rows;
                    let id = |position: u32| table.ids().get(*rows.get(position as usize)?);
                    match pick {
                        Pick::Toggle(position) => {
                            id(position).into_iter().for_each(|id| selection.toggle(id));
                        }
                        Pick::Range(from, to) => {
                            if selection.is_untouched() {
                                id(from).into_iter().for_each(|id| selection.select(id));
                            }
                            selection.extend(table.ids(), rows, to as usize);
                        }
                        Pick::All => selection.select_all(table.ids(), rows),
                        Pick::Nothing => selection.clear(),
                    }
                });
            });
        });
    }

    /// Looks for the next agent whose name goes on with `letter`, from the row at `position`.
    pub(crate) fn type_ahead(self: &Rc<Self>, letter: char, position: u32) {
        self.spawn_later(Errand::TypeAhead(letter, position));
    }

    /// Takes the focus to what was found.
    pub(super) fn find_typed(&self, letter: char, position: u32) {
        let agents = &self.agents;
        let found = agents.arranged.with_untracked(|arranged| {
            agents.table.with_untracked(|table| {
                agents.picked.typed.update_untracked(|typed| {
                    typed.find(
                        letter,
                        now(),
                        table.names()?,
                        &arranged.rows,
                        Some(position as usize),
                    )
                })
            })
        });
        if let Some(found) = found {
            self.seek(u32::try_from(found).unwrap_or(u32::MAX));
        }
    }

    /// Takes the focus to the row at `position`.
    pub(crate) fn seek(&self, position: u32) {
        self.agents.picked.sought.set(Some(position));
    }
}
