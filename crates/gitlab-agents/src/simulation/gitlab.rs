//! A network at whose other end a function answers.

use super::{Reply, SimulatedClock};
use crate::clock::Clock;
use crate::transport::{Exchange, Method, Request, Transport};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::pending;
use std::rc::Rc;

/// Gives every request to a function, and keeps account of what was sent. Clones are one network.
#[derive(Clone)]
pub struct SimulatedGitLab(Rc<State>);

type Answer = dyn FnMut(&Sent) -> Reply;

struct State {
    clock: SimulatedClock,
    answer: RefCell<Box<Answer>>,
    sent: RefCell<Vec<Sent>>,
    under_way: Cell<usize>,
    most_under_way: Cell<usize>,
}

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its method.
    pub method: Method,
    /// Its address.
    pub url: String,
    /// The personal access token it carried.
    pub token: Option<String>,
    /// Its body.
    pub body: Option<String>,
}

impl Sent {
    /// The path and query below `/api/v4`, or `/graphql`.
    #[must_use]
    pub fn route(&self) -> &str {
        let below = self.url.split_once("/api/v4").or_else(|| self.url.split_once("/api"));
        below.map_or("", |(_, route)| route)
    }

    /// The value of a query parameter, as it was encoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.url.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl SimulatedGitLab {
    /// A network whose other end answers by `answer`. The order of calls is the order of sending.
    pub fn new(clock: &SimulatedClock, answer: impl FnMut(&Sent) -> Reply + 'static) -> Self {
        Self(Rc::new(State {
            clock: clock.clone(),
            answer: RefCell::new(Box::new(answer)),
            sent: RefCell::default(),
            under_way: Cell::new(0),
            most_under_way: Cell::new(0),
        }))
    }

    /// Every request so far.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.0.sent.borrow().clone()
    }

    /// How many requests by `method` there were so far.
    #[must_use]
    pub fn count(&self, method: Method) -> usize {
        self.0.sent.borrow().iter().filter(|sent| sent.method == method).count()
    }

    /// The most requests that were ever under way at once.
    #[must_use]
    pub fn most_under_way(&self) -> usize {
        self.0.most_under_way.get()
    }
}

impl Transport for SimulatedGitLab {
    async fn send(&self, request: Request) -> Exchange {
        let state = &*self.0;
        let sent = Sent {
            method: request.method,
            url: request.url,
            token: request.token.map(|token| token.expose().to_owned()),
            body: request.body,
        };
        let reply = (state.answer.borrow_mut())(&sent);
        state.sent.borrow_mut().push(sent);
        let _under_way = UnderWay::begin(state);
        match reply.after_ms {
            None => pending().await,
            Some(millis) => {
                state.clock.sleep(millis).await;
                reply.into_exchange()
            }
        }
    }
}

/// Counts a request until it ends or is cancelled.
struct UnderWay<'a>(&'a State);

impl<'a> UnderWay<'a> {
    fn begin(state: &'a State) -> Self {
        let count = state.under_way.get() + 1;
        state.under_way.set(count);
        state.most_under_way.set(state.most_under_way.get().max(count));
        Self(state)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.set(self.0.under_way.get() - 1);
    }
}

impl fmt::Debug for SimulatedGitLab {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SimulatedGitLab").finish_non_exhaustive()
    }
}
