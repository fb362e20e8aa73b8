//! Commits by someone else between two pages of a list.

use super::Change;
use crate::clock::Moment;
use crate::ledger::Commit;
use crate::state::State;

/// Changes the start of a project's list of agents.
pub(crate) fn between_pages(state: &mut State, project: u64, change: Change, now: Moment) {
    match change {
        Change::Insert => insert(state, project, now),
        Change::Remove => remove(state, project, now),
    }
}

/// Registers an agent named `0`, `00` and so on, which sorts before all ordinary names.
fn insert(state: &mut State, project: u64, now: Moment) {
    for zeros in 1..=63 {
        let name = "0".repeat(zeros);
        if let Ok(id) = state.world.register_agent(project, &name, None, now) {
            state.ledger.add(Commit::create_agent(now, None, project, id, &name));
            return;
        }
    }
}

fn remove(state: &mut State, project: u64, now: Moment) {
    let Some(agent) = state.world.agents(project, 0).next().cloned() else { return };
    state.ledger.add(Commit::delete_agent(now, None, &agent));
    state.world.delete_agent(agent.id, now);
}
