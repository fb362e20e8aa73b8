//! Registering an agent.

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::transport::Transport;
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{AgentCommand, AgentEvent, AgentOrder, Posted, RegisterAgent};
use console_core::model::{Agent, Row};

/// Registers an agent, and tells every state on the way. Ends when nothing more happens by itself.
pub async fn register_agent<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: AgentOrder,
    on_state: &mut dyn FnMut(&RegisterAgent),
) -> RegisterAgent {
    let asked = order.clone();
    let (state, commands) = RegisterAgent::begin(order);
    run(connection, &asked, state, commands, on_state).await
}

/// Goes on with a registration whose request is no longer under way: after the page was loaded
/// again, or because a person asks to look once more. Nothing is registered by this. A settled
/// state is given back as it is.
pub async fn resume_agent<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    state: RegisterAgent,
    on_state: &mut dyn FnMut(&RegisterAgent),
) -> RegisterAgent {
    let (order, event) = match &state {
        RegisterAgent::Posting { order, .. } => {
            let cause = Failure::without_answer(FailureKind::Unreachable);
            (order.clone(), AgentEvent::Posted(Posted::Lost(cause)))
        }
        RegisterAgent::Looking { order, .. } => (order.clone(), AgentEvent::Waited),
        RegisterAgent::Unresolved { order, .. } => (order.clone(), AgentEvent::LookAgain),
        _ => return state,
    };
    let (state, commands) = state.on(event);
    run(connection, &order, state, commands, on_state).await
}

async fn run<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &AgentOrder,
    mut state: RegisterAgent,
    mut commands: Vec<AgentCommand>,
    on_state: &mut dyn FnMut(&RegisterAgent),
) -> RegisterAgent {
    on_state(&state);
    // The machine gives one command at a time: each waits for the outcome of the one before.
    while let Some(command) = commands.pop() {
        let event = match command {
            AgentCommand::Post => {
                AgentEvent::Posted(connection.post_agent(order.project, &order.name).await)
            }
            AgentCommand::Find => {
                let agent = find(connection, order).await;
                AgentEvent::Found { agent, now: connection.clock().now() }
            }
            AgentCommand::Wait(millis) => {
                connection.clock().sleep(millis).await;
                AgentEvent::Waited
            }
        };
        (state, commands) = state.on(event);
        on_state(&state);
    }
    state
}

/// The agent of the order's name, which is unique in its project.
async fn find<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &AgentOrder,
) -> Result<Option<Agent>, Failure> {
    let mut found = None;
    connection
        .agents(order.project, Urgency::User, &mut |page| {
            let mut agents = page.rows.into_iter().filter_map(Row::read);
            found = found.take().or_else(|| agents.find(|agent| agent.name == order.name));
        })
        .await?;
    Ok(found)
}

#[cfg(test)]
mod tests;
