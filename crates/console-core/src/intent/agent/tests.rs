use super::*;
use crate::intent::{Creation, CreationCommand, CreationEvent, Posted, SECOND_LOOK_MS};
use crate::model::{AgentId, Creator, ProjectIdentity};

type Event = CreationEvent<Agent>;

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

fn run(events: Vec<Event>) -> (Creation<Agent>, Vec<CreationCommand>) {
    let order =
        AgentOrder { project: ProjectId(20), name: "edge-jeju".to_owned(), me: Some(UserId(7)) };
    let (mut state, mut commands) = Creation::begin(order);
    for event in events {
        let (next, more) = state.on(event);
        state = next;
        commands.extend(more);
    }
    (state, commands)
}

fn found(agent: Result<Option<Agent>, Failure>) -> Event {
    Event::Seen { seen: agent, now: START }
}

/// The project has no such agent.
fn free() -> Event {
    found(Ok(None))
}

fn refused() -> Event {
    Event::Posted(Posted::Refused(Failure::without_answer(FailureKind::Refused)))
}

fn lost() -> Event {
    Event::Posted(Posted::Lost(Failure::without_answer(FailureKind::Unreachable)))
}

#[test]
fn a_lost_reply_is_resolved_by_name() {
    let (state, _) = run(vec![free(), lost(), found(Ok(Some(agent(7, START))))]);
    assert!(matches!(state, Creation::Found { .. }));
}

#[test]
fn an_older_or_foreign_agent_of_that_name_is_not_ours() {
    for other in [agent(9, START), agent(7, START.plus(-2 * DAY_MS))] {
        let (state, _) = run(vec![free(), lost(), found(Ok(Some(other)))]);
        assert!(matches!(state, Creation::Refused { .. }));
    }
}

#[test]
fn a_wrong_clock_does_not_deny_an_agent() {
    for behind in [-DAY_MS, DAY_MS] {
        let ours = agent(7, START.plus(behind));
        let (state, _) = run(vec![free(), lost(), found(Ok(Some(ours)))]);
        assert!(matches!(state, Creation::Found { .. }));
    }
}

#[test]
fn an_agent_that_was_announced_is_never_denied() {
    let unread = || {
        let why = Failure::without_answer(FailureKind::Unreadable);
        Event::Posted(Posted::Unread(why))
    };
    let nothing = || found(Ok(None));
    let (state, _) = run(vec![free(), unread(), nothing(), Event::Waited, nothing()]);
    assert!(matches!(state, Creation::Unresolved { existence: Existence::Proven, .. }));
    let (state, _) = state.on(Event::LookAgain);
    let old = agent(9, START.plus(-9 * DAY_MS));
    let (state, _) = state.on(found(Ok(Some(old))));
    assert!(matches!(state, Creation::Found { .. }), "the name is unique");
}

#[test]
fn reports_why_a_look_failed() {
    let why = Failure::without_answer(FailureKind::Forbidden);
    let (state, _) = run(vec![free(), lost(), found(Err(why))]);
    assert!(matches!(state, Creation::Unresolved { cause, .. }
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
    let (state, commands) = run(vec![free(), lost(), nothing(), Event::Waited, nothing()]);
    assert!(matches!(state, Creation::NotCreated { .. }));
    assert_eq!(
        commands,
        [
            CreationCommand::Look,
            CreationCommand::Post,
            CreationCommand::Look,
            CreationCommand::Wait(SECOND_LOOK_MS),
            CreationCommand::Look
        ]
    );
}

#[test]
fn a_name_that_is_taken_is_not_sent() {
    let (state, commands) = run(vec![found(Ok(Some(agent(7, START))))]);
    assert!(matches!(state, Creation::Refused { why, .. }
        if why.kind == FailureKind::NameTaken));
    assert_eq!(commands, [CreationCommand::Look]);
}

#[test]
fn a_request_that_the_browser_sent_twice_is_found_behind_its_refusal() {
    let ours = found(Ok(Some(agent(7, START))));
    let (state, _) = run(vec![free(), refused(), ours]);
    assert!(matches!(state, Creation::Found { .. }));
    for seen in [free(), found(Ok(Some(agent(9, START))))] {
        let (state, _) = run(vec![free(), refused(), seen]);
        assert!(matches!(state, Creation::Refused { why, .. }
            if why.kind == FailureKind::Refused));
    }
    let unread = found(Err(Failure::without_answer(FailureKind::Server)));
    let (state, _) = run(vec![free(), refused(), unread]);
    assert!(matches!(state, Creation::Unresolved { existence: Existence::Open, .. }));
}
