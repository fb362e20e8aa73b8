//! Registering an agent, whose name is unique in its project.

use super::{Existence, SECOND_LOOK_MS, may_be_by};
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
    /// The request is under way.
    Posting {
        /// What was asked for.
        order: AgentOrder,
        /// When the request went out.
        started_at: Timestamp,
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

/// What became of the request that registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostedAgent {
    /// 201 with a body that could be read.
    Registered(Agent),
    /// A 2xx status came, so the agent exists, but not a body that can be read.
    RegisteredUnread(Failure),
    /// GitLab answered that it did not register it.
    Refused(Failure),
    /// No answer, or one that does not say whether it was registered.
    Lost(Failure),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentEvent {
    /// The request that registers came to an end.
    Posted(PostedAgent),
    /// The project's agents were read, and the one of that name is this; or they could not be read.
    Found(Result<Option<Agent>, Failure>),
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
    /// Begins, at the time `now`.
    #[must_use]
    pub fn begin(order: AgentOrder, now: Timestamp) -> (Self, Vec<AgentCommand>) {
        (Self::Posting { order, started_at: now }, vec![AgentCommand::Post])
    }

    /// Whether nothing more will happen unless a person makes it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Posting { .. } | Self::Looking { .. })
    }

    /// The next state, and what to do.
    #[must_use]
    pub fn on(self, event: AgentEvent) -> (Self, Vec<AgentCommand>) {
        match (self, event) {
            (Self::Posting { order, started_at }, AgentEvent::Posted(posted)) => match posted {
                PostedAgent::Registered(agent) => registered(agent, ReplyFate::Received),
                PostedAgent::Refused(why) => (Self::Refused { order, why }, Vec::new()),
                PostedAgent::RegisteredUnread(cause) => {
                    look(order, started_at, Existence::Proven, cause)
                }
                PostedAgent::Lost(cause) => look(order, started_at, Existence::Open, cause),
            },
            (
                Self::Looking { order, started_at, again, existence, cause },
                AgentEvent::Found(found),
            ) => looked(Search { order, started_at, again, existence, cause }, found),
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
        let earliest = self.started_at.plus(-CLOCK_SKEW_MS);
        self.existence == Existence::Proven
            || (may_be_by(agent.created_by, self.order.me)
                && agent.created_at.is_none_or(|created| created >= earliest))
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
        Ok(Some(_)) => {
            let why = Failure::without_answer(FailureKind::Refused);
            (RegisterAgent::Refused { order: search.order, why }, Vec::new())
        }
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
        let (mut state, mut commands) = RegisterAgent::begin(order, START);
        for event in events {
            let (next, more) = state.on(event);
            state = next;
            commands.extend(more);
        }
        (state, commands)
    }

    fn lost() -> AgentEvent {
        AgentEvent::Posted(PostedAgent::Lost(Failure::without_answer(FailureKind::Unreachable)))
    }

    #[test]
    fn a_lost_reply_is_resolved_by_name() {
        let (state, _) = run(vec![lost(), AgentEvent::Found(Ok(Some(agent(7, START))))]);
        assert!(matches!(state, RegisterAgent::Registered { reply: ReplyFate::Lost, .. }));
    }

    #[test]
    fn an_older_or_foreign_agent_of_that_name_is_not_ours() {
        for other in [agent(9, START), agent(7, START.plus(-2 * DAY_MS))] {
            let (state, _) = run(vec![lost(), AgentEvent::Found(Ok(Some(other)))]);
            assert!(matches!(state, RegisterAgent::Refused { .. }));
        }
    }

    #[test]
    fn a_wrong_clock_does_not_deny_an_agent() {
        for behind in [-DAY_MS, DAY_MS] {
            let ours = agent(7, START.plus(behind));
            let (state, _) = run(vec![lost(), AgentEvent::Found(Ok(Some(ours)))]);
            assert!(matches!(state, RegisterAgent::Registered { .. }));
        }
    }

    #[test]
    fn an_agent_that_was_announced_is_never_denied() {
        let unread = || {
            let why = Failure::without_answer(FailureKind::Unreadable);
            AgentEvent::Posted(PostedAgent::RegisteredUnread(why))
        };
        let nothing = || AgentEvent::Found(Ok(None));
        let (state, _) = run(vec![unread(), nothing(), AgentEvent::Waited, nothing()]);
        assert!(matches!(state, RegisterAgent::Unresolved { existence: Existence::Proven, .. }));
        let (state, _) = state.on(AgentEvent::LookAgain);
        let old = agent(9, START.plus(-9 * DAY_MS));
        let (state, _) = state.on(AgentEvent::Found(Ok(Some(old))));
        assert!(matches!(state, RegisterAgent::Registered { .. }), "the name is unique");
    }

    #[test]
    fn why_looking_failed_is_told() {
        let why = Failure::without_answer(FailureKind::Forbidden);
        let (state, _) = run(vec![lost(), AgentEvent::Found(Err(why))]);
        assert!(matches!(state, RegisterAgent::Unresolved { cause, .. }
            if cause.kind == FailureKind::Forbidden));
    }

    #[test]
    fn only_what_is_under_way_is_not_settled() {
        let nothing = || AgentEvent::Found(Ok(None));
        let refused = Failure::without_answer(FailureKind::Refused);
        for (events, is_settled) in [
            (vec![], false),
            (vec![lost()], false),
            (vec![lost(), nothing()], false),
            (vec![lost(), nothing(), nothing()], true),
            (vec![lost(), AgentEvent::Found(Ok(Some(agent(7, START))))], true),
            (vec![AgentEvent::Posted(PostedAgent::Refused(refused))], true),
        ] {
            let (state, _) = run(events);
            assert_eq!(state.is_settled(), is_settled, "{state:?}");
        }
    }

    #[test]
    fn it_is_sent_once_and_looked_for_twice() {
        let nothing = || AgentEvent::Found(Ok(None));
        let (state, commands) = run(vec![lost(), nothing(), AgentEvent::Waited, nothing()]);
        assert!(matches!(state, RegisterAgent::NotRegistered { .. }));
        assert_eq!(
            commands,
            [
                AgentCommand::Post,
                AgentCommand::Find,
                AgentCommand::Wait(SECOND_LOOK_MS),
                AgentCommand::Find
            ]
        );
    }
}
