//! Creating an agent, whose name is unique in its project.

use super::creation::{Creatable, Sent, Sight};
use super::{Existence, may_be_by};
use crate::failure::{Failure, FailureKind};
use crate::model::{Agent, ProjectId, UserId};
use crate::timestamp::{DAY_MS, Timestamp};
use std::convert::Infallible;

/// How much older than the request an agent may appear and still be the one registered by it, in
/// milliseconds. GitLab's clock dates the agent, this computer's the request, and that may be a day
/// off.
const CLOCK_SKEW_MS: i64 = 25 * DAY_MS / 24;

/// A registration that was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentOrder {
    /// The project to register in.
    pub project: ProjectId,
    /// The agent's name.
    pub name: String,
    /// The person who registers it, if known.
    pub me: Option<UserId>,
}

impl Creatable for Agent {
    type Order = AgentOrder;
    /// The agent of that name, if any.
    type Seen = Option<Self>;
    type Before = ();
    type Answer = Self;
    type Part = Infallible;
    type Made = Self;
    type Found = Self;

    /// GitLab would refuse a second agent of that name.
    fn check(_: &AgentOrder, seen: Option<Self>) -> Result<(), Failure> {
        if seen.is_some() { Err(taken()) } else { Ok(()) }
    }

    /// Names are unique, so if the request is known to have succeeded, the agent of that name is
    /// the one ordered.
    fn find(sent: &Sent<Self>, existence: Existence, seen: Option<Self>) -> Sight<Self> {
        match seen {
            None => Sight::Nothing,
            Some(agent)
                if existence == Existence::Proven
                    || is_ours(&agent, &sent.order, sent.started_at) =>
            {
                Sight::Found(agent)
            }
            Some(_) => Sight::Other(taken()),
        }
    }

    fn is_sure(_: &Self) -> bool {
        true
    }

    fn made(answer: Self) -> Result<Self, Infallible> {
        Ok(answer)
    }

    fn complete(part: Infallible, _: Option<Self>, _: Option<Self>) -> Result<Self, Self> {
        match part {}
    }
}

fn taken() -> Failure {
    Failure::without_answer(FailureKind::NameTaken)
}

/// Whether the agent of that name, which did not exist before, may be the one ordered.
fn is_ours(agent: &Agent, order: &AgentOrder, started_at: Timestamp) -> bool {
    let earliest = started_at.plus(-CLOCK_SKEW_MS);
    may_be_by(agent.created_by, order.me)
        && agent.created_at.is_none_or(|created| created >= earliest)
}

#[cfg(test)]
mod tests;
