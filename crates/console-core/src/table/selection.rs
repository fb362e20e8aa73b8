//! The rows that are selected, by keyboard or by mouse.

use super::AgentTable;
use super::radix::Radix;
use crate::model::AgentId;

/// Selected agents. They are held by id, so that they stay selected when the table is sorted or
/// filtered otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids, in ascending order.
    chosen: Vec<u64>,
    /// From where a range goes.
    anchor: Option<AgentId>,
    /// The range that goes from the anchor: ids, in ascending order.
    range: Vec<u64>,
}

impl Selection {
    /// Whether `agent` is selected.
    #[must_use]
    pub fn contains(&self, agent: AgentId) -> bool {
        holds(&self.chosen, agent) || holds(&self.range, agent)
    }

    /// Every selected agent, in ascending order of ids.
    #[must_use]
    pub fn agents(&self) -> Vec<AgentId> {
        self.ids().into_iter().map(AgentId).collect()
    }

    fn ids(&self) -> Vec<u64> {
        let mut ids = self.chosen.clone();
        ids.extend(&self.range);
        ascending(ids)
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects `agent` and nothing else (a click). Ranges go from there.
    pub fn select(&mut self, agent: AgentId) {
        *self = Self { chosen: vec![agent.0], anchor: Some(agent), range: Vec::new() };
    }

    /// Selects `agent` as well, or no longer (Ctrl and a click, or the space bar). Ranges go from
    /// there.
    pub fn toggle(&mut self, agent: AgentId) {
        self.chosen = self.ids();
        self.range.clear();
        if holds(&self.chosen, agent) {
            self.chosen.retain(|id| *id != agent.0);
        } else {
            self.chosen.push(agent.0);
            self.chosen = self.ids();
        }
        self.anchor = Some(agent);
    }

    /// Selects the rows from the anchor to the one at `position` of `order`, in place of an earlier
    /// range from there (Shift and an arrow or a click). Where the anchor is not among the rows, the
    /// range is that one row, and goes from there.
    pub fn extend(&mut self, table: &AgentTable, order: &[u32], position: usize) {
        let Some(agent) = order.get(position).and_then(|row| table.id(*row)) else { return };
        let anchor = self.anchor.and_then(|anchor| table.find(anchor));
        let anchor = anchor.and_then(|anchor| order.iter().position(|row| *row == anchor));
        if anchor.is_none() {
            self.chosen = self.ids();
            self.anchor = Some(agent);
        }
        let from = anchor.unwrap_or(position);
        let rows = order.get(from.min(position)..=from.max(position)).unwrap_or_default();
        self.range = ids(table, rows);
    }

    /// Selects every row of `order`, and whatever else was selected stays.
    pub fn select_all(&mut self, table: &AgentTable, order: &[u32]) {
        self.chosen = self.ids();
        self.range = ids(table, order);
    }

    /// Selects no longer what the table has no longer.
    pub fn forget_removed(&mut self, table: &AgentTable) {
        let is_there = |id: &u64| table.find(AgentId(*id)).is_some();
        self.chosen.retain(is_there);
        self.range.retain(is_there);
        self.anchor = self.anchor.filter(|anchor| is_there(&anchor.0));
    }
}

fn holds(ids: &[u64], agent: AgentId) -> bool {
    ids.binary_search(&agent.0).is_ok()
}

fn ids(table: &AgentTable, rows: &[u32]) -> Vec<u64> {
    ascending(rows.iter().filter_map(|row| table.id(*row)).map(|agent| agent.0).collect())
}

/// `ids`, each once.
fn ascending(ids: Vec<u64>) -> Vec<u64> {
    let order = Radix::new((0..ids.len() as u32).collect()).by_number(&ids).into_order();
    let mut ordered: Vec<_> =
        order.iter().filter_map(|at| ids.get(*at as usize).copied()).collect();
    ordered.dedup();
    ordered
}
