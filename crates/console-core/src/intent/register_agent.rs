//! Registering an agent, whose name is unique in its project.

use super::{Existence, Posted, SECOND_LOOK_MS, may_be_by};
use crate::failure::{Failure, FailureKind};
use crate::model::{Agent, ProjectId, UserId};
use crate::timestamp::{DAY_MS, Timestamp};

/// How much older than the request an agent found by its name may look, and still be the one it registered. The
/// time is GitLab's and the request's is this computer's, whose clock may be a day off.
const CLOCK_SKEW_MS: i64 = 25 * DAY_MS / 24;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentOrder {
    /// The project to register in.
    pub project: ProjectId,
    /// The agent's name.
    pub name: String,
    /// Who asks.
    pub me: Option<UserId>,
}

/// Where the registration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterAgent {
    /// Reading whether the project has an agent of that name, to know it from the new one.
    Checking {
        /// What was asked for.
        order: AgentOrder,
    },
    /// The request is under way.
    Posting {
        /// What was asked for.
        order: AgentOrder,
        /// When the request went out.
        started_at: Timestamp,
    },
    /// GitLab refused it: looking whether it had registered the agent all the same, as in
    /// [`CreateToken::Doubted`](super::CreateToken::Doubted).
    Doubted {
        /// What was asked for.
        order: AgentOrder,
        /// When the request went out.
        started_at: Timestamp,
        /// Why it was refused.
        why: Failure,
    },
    /// The reply was lost: looking for the name.
    Looking {
        /// What was asked for.
        order: AgentOrder,
        /// When the request went out.
        started_at: Timestamp,
        /// Whether a second look is still to come.
        again: bool,
        /// Whether the agent is known to exist.
        existence: Existence,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The agent is registered.
    Registered {
        /// The agent.
        agent: Agent,
        /// Whether GitLab said so or it was found by looking.
        reply: ReplyFate,
    },
    /// GitLab did not register it.
    Refused {
        /// What was asked for.
        order: AgentOrder,
        /// Why.
        why: Failure,
    },
    /// The reply was lost, and no such agent was found.
    NotRegistered {
        /// What was asked for.
        order: AgentOrder,
        /// How the reply was lost.
        cause: Failure,
    },
    /// The reply was lost, and looking did not settle it.
    Unresolved {
        /// What was asked for.
        order: AgentOrder,
        /// When the request went out.
        started_at: Timestamp,
        /// Whether the agent is known to exist.
        existence: Existence,
        /// Why looking failed; where it did not fail but found nothing, how the reply was lost.
        cause: Failure,
    },
}

/// What became of the reply to a request that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyFate {
    /// It came.
    Received,
    /// It was lost; the agent was found in the list.
    Lost,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentEvent {
    /// The request that registers came to an end.
    Posted(Posted<Agent>),
    /// The project's agents were read, or could not be.
    Found {
        /// The one of that name, or why it is not known whether there is one.
        agent: Result<Option<Agent>, Failure>,
        /// When.
        now: Timestamp,
    },
    /// The time asked for by [`AgentCommand::Wait`] is over.
    Waited,
    /// The person asks to look again.
    LookAgain,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentCommand {
    /// Send the one request that registers.
    Post,
    /// Read the project's agents and find the name.
    Find,
    /// Wait this many milliseconds.
    Wait(u32),
}

impl RegisterAgent {
    /// Begins.
    #[must_use]
    pub fn begin(order: AgentOrder) -> (Self, Vec<AgentCommand>) {
        (Self::Checking { order }, vec![AgentCommand::Find])
    }

    /// Whether nothing more will happen unless a person makes it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Checking { .. }
                | Self::Posting { .. }
                | Self::Doubted { .. }
                | Self::Looking { .. }
        )
    }

    /// The next state, and what to do.
    #[must_use]
    pub fn on(self, event: AgentEvent) -> (Self, Vec<AgentCommand>) {
        match (self, event) {
            (Self::Checking { order }, AgentEvent::Found { agent, now }) => {
                checked(order, agent, now)
            }
            (Self::Posting { order, started_at }, AgentEvent::Posted(posted)) => match posted {
                Posted::Created(agent) => registered(agent, ReplyFate::Received),
                // As in the creation of a token.
                Posted::Refused(why) if why.is_unauthorised() => {
                    (Self::Refused { order, why }, Vec::new())
                }
                Posted::Refused(why) => {
                    (Self::Doubted { order, started_at, why }, vec![AgentCommand::Find])
                }
                Posted::Unread(cause) => look(order, started_at, Existence::Proven, cause),
                Posted::Lost(cause) => look(order, started_at, Existence::Open, cause),
            },
            (Self::Doubted { order, started_at, why }, AgentEvent::Found { agent, .. }) => {
                doubted(order, started_at, why, agent)
            }
            (
                Self::Looking { order, started_at, again, existence, cause },
                AgentEvent::Found { agent, .. },
            ) => looked(Search { order, started_at, again, existence, cause }, agent),
            (state @ Self::Looking { .. }, AgentEvent::Waited) => (state, vec![AgentCommand::Find]),
            (Self::Unresolved { order, started_at, existence, cause }, AgentEvent::LookAgain) => {
                look(order, started_at, existence, cause)
            }
            (state, _) => (state, Vec::new()),
        }
    }
}

fn registered(agent: Agent, reply: ReplyFate) -> (RegisterAgent, Vec<AgentCommand>) {
    (RegisterAgent::Registered { agent, reply }, Vec::new())
}

/// An agent of that name that is there before is no new one, and GitLab would refuse another.
fn checked(
    order: AgentOrder,
    found: Result<Option<Agent>, Failure>,
    now: Timestamp,
) -> (RegisterAgent, Vec<AgentCommand>) {
    match found {
        Ok(None) => (RegisterAgent::Posting { order, started_at: now }, vec![AgentCommand::Post]),
        Ok(Some(_)) => (taken(order), Vec::new()),
        Err(why) => (RegisterAgent::Refused { order, why }, Vec::new()),
    }
}

fn taken(order: AgentOrder) -> RegisterAgent {
    RegisterAgent::Refused { order, why: Failure::without_answer(FailureKind::NameTaken) }
}

fn doubted(
    order: AgentOrder,
    started_at: Timestamp,
    why: Failure,
    found: Result<Option<Agent>, Failure>,
) -> (RegisterAgent, Vec<AgentCommand>) {
    let existence = Existence::Open;
    match found {
        Ok(Some(agent)) if is_ours(&agent, &order, started_at) => {
            registered(agent, ReplyFate::Lost)
        }
        Ok(_) => (RegisterAgent::Refused { order, why }, Vec::new()),
        Err(cause) => {
            (RegisterAgent::Unresolved { order, started_at, existence, cause }, Vec::new())
        }
    }
}

/// Whether the agent of that name, which was not there before, may be the one asked for.
fn is_ours(agent: &Agent, order: &AgentOrder, started_at: Timestamp) -> bool {
    let earliest = started_at.plus(-CLOCK_SKEW_MS);
    may_be_by(agent.created_by, order.me)
        && agent.created_at.is_none_or(|created| created >= earliest)
}

/// Begins to look, twice where nothing is found.
fn look(
    order: AgentOrder,
    started_at: Timestamp,
    existence: Existence,
    cause: Failure,
) -> (RegisterAgent, Vec<AgentCommand>) {
    let state = RegisterAgent::Looking { order, started_at, again: true, existence, cause };
    (state, vec![AgentCommand::Find])
}

/// What [`RegisterAgent::Looking`] holds.
struct Search {
    order: AgentOrder,
    started_at: Timestamp,
    again: bool,
    existence: Existence,
    cause: Failure,
}

impl Search {
    /// Whether the agent of that name is the one asked for. Names are unique, so one that GitLab announced is.
    fn is_ours(&self, agent: &Agent) -> bool {
        self.existence == Existence::Proven || is_ours(agent, &self.order, self.started_at)
    }

    fn unresolved(self) -> RegisterAgent {
        let Self { order, started_at, existence, cause, .. } = self;
        RegisterAgent::Unresolved { order, started_at, existence, cause }
    }
}

fn looked(
    search: Search,
    found: Result<Option<Agent>, Failure>,
) -> (RegisterAgent, Vec<AgentCommand>) {
    match found {
        Ok(Some(agent)) if search.is_ours(&agent) => registered(agent, ReplyFate::Lost),
        Ok(Some(_)) => (taken(search.order), Vec::new()),
        Ok(None) if search.again => {
            let Search { order, started_at, existence, cause, .. } = search;
            let again = false;
            let next = RegisterAgent::Looking { order, started_at, again, existence, cause };
            (next, vec![AgentCommand::Wait(SECOND_LOOK_MS)])
        }
        Ok(None) if search.existence == Existence::Open => {
            let Search { order, cause, .. } = search;
            (RegisterAgent::NotRegistered { order, cause }, Vec::new())
        }
        Ok(None) => (search.unresolved(), Vec::new()),
        Err(cause) => (Search { cause, ..search }.unresolved(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AgentId, Creator, ProjectIdentity};

    const START: Timestamp = Timestamp::from_millis(1_000_000_000);

    fn agent(creator: u64, created_at: Timestamp) -> Agent {
        Agent {
            id: AgentId(6),
            name: "edge-jeju".to_owned(),
            project: ProjectIdentity { id: ProjectId(20), path: "root/test".to_owned() },
            created_at: Some(created_at),
            created_by: Creator::User(UserId(creator)),
            is_receptive: None,
        }
    }

    fn run(events: Vec<AgentEvent>) -> (RegisterAgent, Vec<AgentCommand>) {
        let order = AgentOrder {
            project: ProjectId(20),
            name: "edge-jeju".to_owned(),
            me: Some(UserId(7)),
        };
        let (mut state, mut commands) = RegisterAgent::begin(order);
        for event in events {
            let (next, more) = state.on(event);
            state = next;
            commands.extend(more);
        }
        (state, commands)
    }

    fn found(agent: Result<Option<Agent>, Failure>) -> AgentEvent {
        AgentEvent::Found { agent, now: START }
    }

    /// The project has no such agent.
    fn free() -> AgentEvent {
        found(Ok(None))
    }

    fn refused() -> AgentEvent {
        AgentEvent::Posted(Posted::Refused(Failure::without_answer(FailureKind::Refused)))
    }

    fn lost() -> AgentEvent {
        AgentEvent::Posted(Posted::Lost(Failure::without_answer(FailureKind::Unreachable)))
    }

    #[test]
    fn a_lost_reply_is_resolved_by_name() {
        let (state, _) = run(vec![free(), lost(), found(Ok(Some(agent(7, START))))]);
        assert!(matches!(state, RegisterAgent::Registered { reply: ReplyFate::Lost, .. }));
    }

    #[test]
    fn an_older_or_foreign_agent_of_that_name_is_not_ours() {
        for other in [agent(9, START), agent(7, START.plus(-2 * DAY_MS))] {
            let (state, _) = run(vec![free(), lost(), found(Ok(Some(other)))]);
            assert!(matches!(state, RegisterAgent::Refused { .. }));
        }
    }

    #[test]
    fn a_wrong_clock_does_not_deny_an_agent() {
        for behind in [-DAY_MS, DAY_MS] {
            let ours = agent(7, START.plus(behind));
            let (state, _) = run(vec![free(), lost(), found(Ok(Some(ours)))]);
            assert!(matches!(state, RegisterAgent::Registered { .. }));
        }
    }

    #[test]
    fn an_agent_that_was_announced_is_never_denied() {
        let unread = || {
            let why = Failure::without_answer(FailureKind::Unreadable);
            AgentEvent::Posted(Posted::Unread(why))
        };
        let nothing = || found(Ok(None));
        let (state, _) = run(vec![free(), unread(), nothing(), AgentEvent::Waited, nothing()]);
        assert!(matches!(state, RegisterAgent::Unresolved { existence: Existence::Proven, .. }));
        let (state, _) = state.on(AgentEvent::LookAgain);
        let old = agent(9, START.plus(-9 * DAY_MS));
        let (state, _) = state.on(found(Ok(Some(old))));
        assert!(matches!(state, RegisterAgent::Registered { .. }), "the name is unique");
    }

    #[test]
    fn why_looking_failed_is_told() {
        let why = Failure::without_answer(FailureKind::Forbidden);
        let (state, _) = run(vec![free(), lost(), found(Err(why))]);
        assert!(matches!(state, RegisterAgent::Unresolved { cause, .. }
            if cause.kind == FailureKind::Forbidden));
    }

    #[test]
    fn only_what_is_under_way_is_not_settled() {
        let nothing = || found(Ok(None));
        for (events, is_settled) in [
            (vec![], false),
            (vec![free()], false),
            (vec![free(), lost()], false),
            (vec![free(), refused()], false),
            (vec![free(), lost(), nothing()], false),
            (vec![free(), lost(), nothing(), nothing()], true),
            (vec![free(), lost(), found(Ok(Some(agent(7, START))))], true),
            (vec![free(), refused(), nothing()], true),
        ] {
            let (state, _) = run(events);
            assert_eq!(state.is_settled(), is_settled, "{state:?}");
        }
    }

    #[test]
    fn it_is_sent_once_and_looked_for_twice() {
        let nothing = || found(Ok(None));
        let (state, commands) = run(vec![free(), lost(), nothing(), AgentEvent::Waited, nothing()]);
        assert!(matches!(state, RegisterAgent::NotRegistered { .. }));
        assert_eq!(
            commands,
            [
                AgentCommand::Find,
                AgentCommand::Post,
                AgentCommand::Find,
                AgentCommand::Wait(SECOND_LOOK_MS),
                AgentCommand::Find
            ]
        );
    }

    #[test]
    fn a_name_that_is_taken_is_not_sent() {
        let (state, commands) = run(vec![found(Ok(Some(agent(7, START))))]);
        assert!(matches!(state, RegisterAgent::Refused { why, .. }
            if why.kind == FailureKind::NameTaken));
        assert_eq!(commands, [AgentCommand::Find]);
    }

    #[test]
    fn a_request_that_the_browser_sent_twice_is_found_behind_its_refusal() {
        let ours = found(Ok(Some(agent(7, START))));
        let (state, _) = run(vec![free(), refused(), ours]);
        assert!(matches!(state, RegisterAgent::Registered { reply: ReplyFate::Lost, .. }));
        for seen in [free(), found(Ok(Some(agent(9, START))))] {
            let (state, _) = run(vec![free(), refused(), seen]);
            assert!(matches!(state, RegisterAgent::Refused { why, .. }
                if why.kind == FailureKind::Refused));
        }
        let unread = found(Err(Failure::without_answer(FailureKind::Server)));
        let (state, _) = run(vec![free(), refused(), unread]);
        assert!(matches!(state, RegisterAgent::Unresolved { existence: Existence::Open, .. }));
    }
}
