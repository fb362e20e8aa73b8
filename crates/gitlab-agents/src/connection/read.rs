//! Reading, with patience.

use super::pause::Turn;
use super::{Connection, Inner};
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::errors;
use crate::retry::{self, Absence, Tries};
use crate::route::Route;
use crate::transport::{Exchange, Method, NoReply, Request, Transport};
use console_core::failure::{Failure, FailureKind};
use futures_util::future::{Either, select};
use std::pin::pin;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads `route`, trying again where that may help (see [`retry`]).
    pub(crate) async fn get(&self, route: &Route, urgency: Urgency) -> Result<Answer, Failure> {
        self.get_where(route, urgency, Absence::Believed).await
    }

    /// As [`Connection::get`], for something that was there a moment ago.
    pub(crate) async fn get_known(
        &self,
        route: &Route,
        urgency: Urgency,
    ) -> Result<Answer, Failure> {
        self.get_where(route, urgency, Absence::Doubted).await
    }

    async fn get_where(
        &self,
        route: &Route,
        urgency: Urgency,
        absence: Absence,
    ) -> Result<Answer, Failure> {
        let Inner { clock, pause, .. } = &*self.0;
        let mut tries = Tries::new(urgency, absence);
        let mut turn = Turn::Open;
        loop {
            let request = || self.request(Method::Get, route, None);
            let failure = match self.try_turn(urgency, turn, &request).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let millis = tries.pause_after(&failure, clock.random());
            let Some(millis) = millis else { return Err(failure) };
            if matches!(failure.kind, FailureKind::Throttled { .. }) {
                turn = pause.turn(clock).await;
                if turn == Turn::GivenUp {
                    return Err(failure);
                }
            } else {
                clock.sleep(millis).await;
            }
        }
    }

    /// Sends a request that only reads, once.
    pub(super) async fn try_turn(
        &self,
        urgency: Urgency,
        turn: Turn,
        request: &dyn Fn() -> Request,
    ) -> Result<Answer, Failure> {
        let Inner { transport, clock, budget, pause, .. } = &*self.0;
        let permit = loop {
            // What a person asks for just now is asked whatever GitLab said before.
            let goes = urgency == Urgency::User
                || turn == Turn::Mine
                || pause.turn(clock).await == Turn::Mine;
            let permit = budget.permit(urgency).await;
            // GitLab may have asked to slow down while this one stood in line.
            if goes || !pause.is_on() {
                break permit;
            }
        };
        let mark = pause.mark();
        // The request is made here, so that it takes the token of this moment.
        let exchange = within(transport, clock, request(), retry::READ_MS).await;
        drop(permit);
        let answered = !matches!(exchange, Exchange::NoReply(_));
        let answer = errors::answer(exchange, clock.now());
        match answer.as_ref().err().map(|why| why.kind) {
            Some(FailureKind::Throttled { retry_at }) => {
                let wait = retry::after_throttle(retry_at, clock.now());
                pause.begin(clock.moment().plus(wait.into()));
            }
            _ if answered => pause.end(mark),
            _ => {}
        }
        answer
    }

    /// How many milliseconds GitLab still wants to be left alone.
    pub(crate) fn quiet_for(&self) -> Option<u32> {
        self.0.pause.left(self.0.clock.moment())
    }
}

/// Sends `request` and gives it up after `millis` milliseconds.
pub(crate) async fn within<T: Transport, C: Clock>(
    transport: &T,
    clock: &C,
    request: Request,
    millis: u32,
) -> Exchange {
    match select(pin!(transport.send(request)), pin!(clock.sleep(millis))).await {
        Either::Left((exchange, _)) => exchange,
        Either::Right(_) => Exchange::NoReply(NoReply::TimedOut),
    }
}

#[cfg(test)]
mod tests;
