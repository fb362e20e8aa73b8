//! Running what a person set out to do.
//!
//! The states and their order are in [`console_core::intent`]; here their commands become requests
//! and waiting, and what comes of these becomes events.

mod nudge;
mod requests;

pub use nudge::Nudge;
pub use requests::Requests;

use crate::clock::Clock;
use crate::connection::Connection;
use crate::together::Together;
use crate::transport::Transport;
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{Creation, CreationCommand, CreationEvent, Posted};
use futures_util::future::FutureExt;
use futures_util::stream::StreamExt;
use std::cell::RefCell;
use std::rc::Rc;

/// Where a creation begins.
#[derive(Debug)]
pub enum Start<K: Requests> {
    /// With an order: something is created.
    Order(Rc<K::Order>),
    /// In a state whose request is no longer under way: after the page was loaded again, or because
    /// a person asks to look once more. Nothing is created by this. A settled state, and one in
    /// which nothing was sent yet, is given back as it is.
    State(Creation<K>),
}

/// Creates something, or goes on looking for it, and tells every state on the way.
///
/// The one request that creates is sent once. Where [`Requests::OVERDUE_MS`] says so it is waited
/// for however long it takes: after that time GitLab is looked through, and a reply that comes
/// still later is taken. So this ends when the state is settled *and* the request is over; a
/// settled state may be followed by [`Creation::Created`]. Dropping the future gives up on a late
/// reply.
pub async fn drive<K: Requests, T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    start: Start<K>,
    nudge: &Nudge,
    on_state: &mut dyn FnMut(&Creation<K>),
) -> Creation<K> {
    let (state, commands) = match start {
        Start::Order(order) => Creation::begin(order),
        Start::State(state) => match goes_on_by(&state) {
            Some(event) => state.on(event),
            None => return state,
        },
    };
    run(connection, state, commands, nudge, on_state).await
}

fn goes_on_by<K: Requests>(state: &Creation<K>) -> Option<CreationEvent<K>> {
    match state {
        Creation::Posting(_) => {
            let cause = Failure::without_answer(FailureKind::Unreachable);
            Some(CreationEvent::Posted(Posted::Lost(cause)))
        }
        Creation::Looking(_) => Some(CreationEvent::Waited),
        Creation::Unresolved { .. } => Some(CreationEvent::LookAgain),
        _ => None,
    }
}

async fn run<K: Requests, T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    mut state: Creation<K>,
    mut commands: Vec<CreationCommand>,
    nudge: &Nudge,
    on_state: &mut dyn FnMut(&Creation<K>),
) -> Creation<K> {
    let order = &*Rc::clone(state.order());
    let clock = connection.clock();
    let mut is_posting = false;
    let arrived = &RefCell::new(Vec::new());
    let tell = |event| arrived.borrow_mut().push(event);
    let nudged = || nudge.asked().map(move |()| tell(CreationEvent::LookAgain)).boxed_local();
    let mut running = Together::new();
    running.push(nudged());
    loop {
        on_state(&state);
        for command in commands {
            running.push(match command {
                CreationCommand::Look => look(connection, order).map(tell).boxed_local(),
                CreationCommand::Wait(millis) => {
                    clock.sleep(millis).map(move |()| tell(CreationEvent::Waited)).boxed_local()
                }
                CreationCommand::Post => {
                    is_posting = true;
                    if let Some(millis) = K::OVERDUE_MS {
                        let overdue = clock.sleep(millis);
                        let overdue = overdue.map(move |()| tell(CreationEvent::Overdue));
                        running.push(overdue.boxed_local());
                    }
                    let posted = K::post(connection, order);
                    posted.map(move |posted| tell(CreationEvent::Posted(posted))).boxed_local()
                }
            });
        }
        if state.is_settled() && !is_posting {
            return state;
        }
        running.next().await;
        let Some(event) = arrived.borrow_mut().pop() else { return state };
        match &event {
            CreationEvent::Posted(_) => is_posting = false,
            CreationEvent::LookAgain => running.push(nudged()),
            _ => {}
        }
        (state, commands) = state.on(event);
    }
}

async fn look<K: Requests, T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &K::Order,
) -> CreationEvent<K> {
    let seen = K::look(connection, order).await;
    CreationEvent::Seen { seen, now: connection.clock().now() }
}

#[cfg(test)]
mod tests;
