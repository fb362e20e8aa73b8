//! When agents last had contact: one list and one read per token each, so what is in sight goes first.

use super::State;
use agent_ops::model::{AgentId, ProjectId};
use gitlab_agents::Urgency;

/// How many agents are asked about at once. The budget of the connection limits requests; this
/// limits how far reading runs ahead of scrolling.
const AT_ONCE: usize = 4;

/// Which agents' contact is wanted, and which is being read.
#[derive(Debug, Default)]
pub(crate) struct ContactQueue {
    in_sight: Vec<AgentId>,
    under_way: Vec<AgentId>,
    /// Distinguishes reads of this queue from those of a queue cleared since.
    round: u32,
}

impl ContactQueue {
    pub(super) fn clear(&mut self) {
        self.in_sight.clear();
        self.under_way.clear();
        self.round = self.round.wrapping_add(1);
    }
}

impl State {
    /// Says which rows are in sight. Those not read yet are read first.
    pub(crate) fn show_contacts(&'static self, in_sight: Vec<AgentId>) {
        self.agents.contacts.update_untracked(|queue| queue.in_sight = in_sight);
        self.read_contacts();
    }

    /// Reads the contact of every agent, not only of those in sight.
    pub(crate) fn read_all_contacts(&'static self) {
        self.agents.all_contacts.set(true);
        self.read_contacts();
    }

    fn read_contacts(&'static self) {
        while let Some((agent, project, round)) = self.next_contact() {
            self.spawn(async move {
                self.read_tokens(project, agent, Urgency::Background).await;
                let is_current = self.agents.contacts.update_untracked(|queue| {
                    queue.under_way.retain(|reading| *reading != agent || queue.round != round);
                    queue.round == round
                });
                if is_current {
                    self.read_contacts();
                }
            });
        }
    }

    /// Takes the next agent to ask about, if one may be asked about now.
    fn next_contact(&'static self) -> Option<(AgentId, ProjectId, u32)> {
        // Without a network, or a credential that works, every request would only fail, and take what is
        // known out of the table.
        if self.waiting.with_untracked(Option::is_some) || !self.reach.online.get_untracked() {
            return None;
        }
        let all = self.agents.all_contacts.get_untracked();
        self.agents.table.with_untracked(|table| {
            self.agents.contacts.update_untracked(|queue| {
                if queue.under_way.len() >= AT_ONCE {
                    return None;
                }
                let wanted = |agent: &AgentId| {
                    let row = table.find(*agent).and_then(|index| table.row(index))?;
                    let unread = row.tokens.is_none() && !queue.under_way.contains(agent);
                    unread.then_some((*agent, row.project))
                };
                let rest = || {
                    let rows = 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
                    rows.filter_map(|index| table.row(index).map(|row| row.id))
                        .find_map(|agent| wanted(&agent))
                };
                let next = queue.in_sight.iter().find_map(wanted);
                let (agent, project) = next.or_else(|| if all { rest() } else { None })?;
                queue.under_way.push(agent);
                Some((agent, project, queue.round))
            })
        })
    }
}
