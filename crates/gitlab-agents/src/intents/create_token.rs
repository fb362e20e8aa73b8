//! Creating a token.

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, WRITE_MS};
use crate::together::Together;
use crate::transport::Transport;
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{CreateToken, Posted, TokenCommand, TokenEvent, TokenOrder};
use futures_util::future::{FutureExt, poll_fn};
use futures_util::stream::StreamExt;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Creates a token, and tells every state on the way.
///
/// The one request that creates is waited for however long it takes: after a minute the agent's
/// tokens are looked through, and a reply that comes still later is taken. So this ends when the
/// state is settled *and* the request is over; a settled state may be followed by
/// [`CreateToken::Revealed`]. Dropping the future gives up on a late reply.
pub async fn create_token<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: TokenOrder,
    nudge: &Nudge,
    on_state: &mut dyn FnMut(&CreateToken),
) -> CreateToken {
    let asked = order.clone();
    let (state, commands) = CreateToken::begin(order);
    run(connection, &asked, state, commands, nudge, on_state).await
}

/// Goes on with a creation whose request is no longer under way: after the page was loaded again,
/// or because a person asks to look once more. Nothing is created by this. A settled state, and one
/// in which nothing was sent yet, is given back as it is.
pub async fn resume_token<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    state: CreateToken,
    on_state: &mut dyn FnMut(&CreateToken),
) -> CreateToken {
    let event = match &state {
        CreateToken::Posting { .. } => {
            let cause = Failure::without_answer(FailureKind::Unreachable);
            TokenEvent::Posted(Posted::Lost(cause))
        }
        CreateToken::Looking { .. } => TokenEvent::Waited,
        CreateToken::Unresolved { .. } => TokenEvent::LookAgain,
        _ => return state,
    };
    let order = state.order().clone();
    let (state, commands) = state.on(event);
    run(connection, &order, state, commands, &Nudge::default(), on_state).await
}

/// By this a person asks to look again while [`create_token`] still runs. Clones are one and the
/// same.
#[derive(Clone, Debug, Default)]
pub struct Nudge(Rc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    asked: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Nudge {
    /// Looks again, where the state is [`CreateToken::Unresolved`]; else it does nothing.
    pub fn look_again(&self) {
        self.0.asked.set(true);
        let waker = self.0.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    async fn asked(&self) {
        poll_fn(|context| {
            if self.0.asked.take() {
                return Poll::Ready(());
            }
            self.0.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

async fn run<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &TokenOrder,
    mut state: CreateToken,
    mut commands: Vec<TokenCommand>,
    nudge: &Nudge,
    on_state: &mut dyn FnMut(&CreateToken),
) -> CreateToken {
    let clock = connection.clock();
    let mut is_posting = false;
    let arrived = &RefCell::new(Vec::new());
    let tell = |event| arrived.borrow_mut().push(event);
    let mut running = Together::new();
    running.push(nudged(nudge).map(tell).boxed_local());
    loop {
        on_state(&state);
        for command in commands {
            running.push(match command {
                TokenCommand::List => look(connection, order).map(tell).boxed_local(),
                TokenCommand::Wait(millis) => {
                    clock.sleep(millis).map(move |()| tell(TokenEvent::Waited)).boxed_local()
                }
                TokenCommand::Post => {
                    is_posting = true;
                    let overdue = clock.sleep(WRITE_MS).map(move |()| tell(TokenEvent::Overdue));
                    running.push(overdue.boxed_local());
                    post(connection, order).map(tell).boxed_local()
                }
            });
        }
        if state.is_settled() && !is_posting {
            return state;
        }
        running.next().await;
        let Some(event) = arrived.borrow_mut().pop() else { return state };
        match &event {
            TokenEvent::Posted(_) => is_posting = false,
            TokenEvent::LookAgain => running.push(nudged(nudge).map(tell).boxed_local()),
            _ => {}
        }
        (state, commands) = state.on(event);
    }
}

async fn post<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &TokenOrder,
) -> TokenEvent {
    let TokenOrder { project, agent, name, description, .. } = order;
    TokenEvent::Posted(connection.post_token(*project, *agent, name, description).await)
}

async fn look<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    order: &TokenOrder,
) -> TokenEvent {
    let tokens = connection.tokens(order.project, order.agent, Urgency::User).await;
    TokenEvent::Listed { tokens, now: connection.clock().now() }
}

async fn nudged(nudge: &Nudge) -> TokenEvent {
    nudge.asked().await;
    TokenEvent::LookAgain
}

#[cfg(test)]
mod tests;
