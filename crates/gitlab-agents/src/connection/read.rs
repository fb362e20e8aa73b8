//! Reading, with patience.

use super::Connection;
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::errors;
use crate::retry::{self, Tries};
use crate::route::Route;
use crate::transport::{Exchange, Method, NoReply, Request, Transport};
use agent_ops::failure::{Failure, FailureKind};
use futures_util::future::{Either, select};
use std::pin::pin;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads `route`, trying again where that may help (see [`retry`]).
    pub(crate) async fn get(&self, route: &Route, urgency: Urgency) -> Result<Answer, Failure> {
        let mut tries = Tries::new(urgency);
        loop {
            let failure = match self.try_get(route, urgency).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let clock = &self.0.clock;
            let Some(pause) = tries.pause_after(&failure, clock.now(), clock.random()) else {
                return Err(failure);
            };
            if matches!(failure.kind, FailureKind::Throttled { .. }) {
                let until = clock.now().plus(i64::from(pause));
                self.0.budget.keep_quiet_until(until);
            }
            clock.sleep(pause).await;
        }
    }

    /// Reads `route` once.
    pub(crate) async fn try_get(&self, route: &Route, urgency: Urgency) -> Result<Answer, Failure> {
        // The request is made late, so that it takes the token of that moment.
        self.try_read(urgency, &|| self.request(Method::Get, route, None)).await
    }

    /// Sends a request that only reads, once.
    pub(super) async fn try_read(
        &self,
        urgency: Urgency,
        request: &dyn Fn() -> Request,
    ) -> Result<Answer, Failure> {
        let permit = loop {
            self.wait_for_quiet(urgency).await;
            let permit = self.0.budget.permit(urgency).await;
            // GitLab may have asked to slow down while this one stood in line.
            if urgency == Urgency::User || self.quiet_for().is_none() {
                break permit;
            }
        };
        let exchange = within(&self.0.transport, &self.0.clock, request(), retry::READ_MS).await;
        drop(permit);
        errors::answer(exchange, self.0.clock.now())
    }

    async fn wait_for_quiet(&self, urgency: Urgency) {
        if urgency == Urgency::User {
            return;
        }
        while let Some(millis) = self.quiet_for() {
            self.0.clock.sleep(millis).await;
        }
    }

    /// How long background reads still have to keep quiet.
    pub(crate) fn quiet_for(&self) -> Option<u32> {
        let left = self.0.clock.now().age_at(self.0.budget.quiet_until()?);
        u32::try_from(left).ok().filter(|&left| left > 0)
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
