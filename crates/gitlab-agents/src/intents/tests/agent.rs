use crate::NoReply;
use crate::intents::{Nudge, Start, drive};
use crate::simulation::Reply;
use crate::testing::{PROJECT, START, Stage, refusal};
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{AgentOrder, Creation, Existence, Look, Search, Sent};
use console_core::model::{Agent, UserId};
use std::rc::Rc;

const CREATED: &str =
    r#"{"id":6,"name":"edge","created_at":"2022-04-15T05:20:00Z","created_by_user_id":7}"#;

fn order() -> AgentOrder {
    AgentOrder { project: PROJECT, name: "edge".to_owned(), me: Some(UserId(7)) }
}

fn list(rows: &str) -> Reply {
    Reply::json(200, &["[", rows, "]"].concat())
}

fn lost() -> Reply {
    Reply::nothing(NoReply::Unreachable)
}

/// The final state, the number of states told, and what was sent, where the name was free before.
fn register(replies: impl IntoIterator<Item = Reply>) -> (Creation<Agent>, usize, Stage) {
    let stage = Stage::script(std::iter::once(list("")).chain(replies));
    let mut states = 0;
    let mut on_state = |_: &Creation<Agent>| states += 1;
    let state = stage.clock.run(drive(
        &stage.connection,
        Start::Order(Rc::new(order())),
        &Nudge::default(),
        &mut on_state,
    ));
    (state, states, stage)
}

#[test]
fn a_registration_is_one_request() {
    let (state, states, stage) = register([Reply::json(201, CREATED)]);
    assert!(matches!(state, Creation::Created { .. }));
    assert_eq!((states, stage.log().len()), (3, 2));
}

#[test]
fn it_is_told_before_the_request_goes_out() {
    let stage = Stage::script([list(""), Reply::json(201, CREATED)]);
    let mut sent_when_told = Vec::new();
    let mut on_state = |_: &Creation<Agent>| sent_when_told.push(stage.log().len());
    stage.clock.run(drive(
        &stage.connection,
        Start::Order(Rc::new(order())),
        &Nudge::default(),
        &mut on_state,
    ));
    assert_eq!(sent_when_told, [0, 1, 2], "so that a journal can be stored first");
}

#[test]
fn what_was_announced_is_not_denied() {
    let cut = Reply::json(201, CREATED).cut(NoReply::Unreachable);
    let (state, _, _) = register([cut, list(""), list("")]);
    assert!(matches!(state, Creation::Unresolved { .. }));
    let (state, _, _) = register([Reply::json(201, &CREATED[..30]), list(CREATED)]);
    assert!(matches!(state, Creation::Found { .. }));
}

#[test]
fn a_lost_reply_is_found_by_name() {
    let other = r#"{"id":5,"name":"edge-2"}"#;
    let rows = [other, ",", CREATED].concat();
    let (state, _, stage) = register([lost(), list(&rows)]);
    let Creation::Found { found, .. } = state else { panic!("{state:?}") };
    assert_eq!(found.id.0, 6);
    assert_eq!(stage.gitlab.count(crate::Method::Post), 1);
}

#[test]
fn it_is_looked_for_twice() {
    let (state, _, stage) = register([lost(), list(""), list("")]);
    assert!(matches!(state, Creation::NotCreated { .. }));
    assert_eq!(stage.elapsed(), 5_000);
    let (state, _, _) = register([lost(), list(""), list(CREATED)]);
    assert!(matches!(state, Creation::Found { .. }));
}

#[test]
fn a_refusal_is_looked_into_once() {
    let (state, _, stage) = register([refusal(400), list("")]);
    assert!(matches!(state, Creation::Refused { why, .. } if why.status == Some(400)));
    assert_eq!(stage.elapsed(), 0);
    let (state, _, _) = register([refusal(400), list(CREATED)]);
    assert!(matches!(state, Creation::Found { .. }));
}

#[test]
fn a_name_that_is_taken_is_not_sent() {
    let stage = Stage::script([list(CREATED)]);
    let state = stage.clock.run(drive(
        &stage.connection,
        Start::Order(Rc::new(order())),
        &Nudge::default(),
        &mut |_: &Creation<Agent>| {},
    ));
    assert!(matches!(state, Creation::Refused { .. }));
}

#[test]
fn looking_again_registers_nothing() {
    let (state, _, _) = register([lost(), refusal(403)]);
    assert!(matches!(state, Creation::Unresolved { .. }));
    let sent = || Sent { order: Rc::new(order()), before: (), started_at: START };
    let posting = Creation::Posting(sent());
    let looking = Creation::Looking(Search {
        sent: sent(),
        look: Look::Second,
        existence: Existence::Open,
        cause: Failure::without_answer(FailureKind::TimedOut),
    });
    for state in [state, posting, looking] {
        let stage = Stage::script([list(CREATED)]);
        let state = stage.clock.run(drive(
            &stage.connection,
            Start::State(state),
            &Nudge::default(),
            &mut |_| {},
        ));
        assert!(matches!(state, Creation::Found { .. }));
        assert_eq!(stage.gitlab.count(crate::Method::Post), 0);
    }
}
