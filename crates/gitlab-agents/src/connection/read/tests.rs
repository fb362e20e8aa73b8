use crate::simulation::Reply;
use crate::testing::{PROJECT, Stage, refusal, token, url};
use crate::{Budget, Clock, Connection, NoReply, Urgency};
use console_core::failure::{Failure, FailureKind};
use console_core::model::{AgentId, UserId, UserName};
use console_core::sweep::Read;
use futures_util::future::{join, join_all};

const AGENT: &str = r#"{"id":1,"name":"agent-1"}"#;

/// Reads one agent, which a person waits for.
fn read(stage: &Stage) -> Result<(), Failure> {
    stage.clock.run(stage.connection.agent(PROJECT, AgentId(1))).map(|_| ())
}

#[test]
fn a_passing_failure_is_read_through() {
    let stage = Stage::script([refusal(500), refusal(502), Reply::json(200, AGENT)]);
    stage.clock.set_random(u32::MAX);
    assert_eq!(read(&stage), Ok(()));
    assert_eq!((stage.gitlab.sent().len(), stage.elapsed()), (3, 3000));
}

#[test]
fn the_third_failure_is_the_answer() {
    let stage = Stage::new(|_| refusal(500));
    assert_eq!(read(&stage).unwrap_err().kind, FailureKind::Server);
    assert_eq!(stage.gitlab.sent().len(), 3);
}

#[test]
fn silence_is_told_to_a_person_at_once() {
    let stage = Stage::script([Reply::nothing(NoReply::Unreachable)]);
    assert_eq!(read(&stage).unwrap_err().kind, FailureKind::Unreachable);
    assert_eq!(stage.elapsed(), 0);
}

#[test]
fn a_read_without_answer_ends_after_thirty_seconds() {
    let stage = Stage::script([Reply::never()]);
    assert_eq!(read(&stage).unwrap_err().kind, FailureKind::TimedOut);
    assert_eq!(stage.elapsed(), 30_000);
}

#[test]
fn a_throttle_quietens_the_background_until_gitlab_listens() {
    // One of the first four background reads is told to wait ten seconds. Those in line and those
    // that come later wait as well. A person's read does not, and its answer ends the waiting.
    let mut first = true;
    let stage = Stage::new(move |sent| {
        if sent.route() == "/users/1" && std::mem::take(&mut first) {
            return refusal(429).header("retry-after", "10").after(50);
        }
        Reply::json(200, r#"{"id":1,"name":"a","username":"b"}"#).after(100)
    });
    let connection = &stage.connection;
    let names =
        |ids: std::ops::Range<u64>| join_all(ids.map(|id| connection.user_name(UserId(id))));
    let person = async {
        stage.clock.sleep(5_000).await;
        assert_eq!(stage.gitlab.sent().len(), 4, "whoever was in line waits");
        assert!(connection.user().await.is_ok());
        assert_eq!(stage.elapsed(), 5_100);
        let later = names(20..21).await;
        assert_eq!(stage.elapsed(), 5_200);
        later
    };
    let (early, late) = stage.clock.run(join(names(1..9), person));
    let named = Ok(UserName::Known("b".to_owned()));
    assert!(early.iter().chain(&late).all(|name| *name == named));
}

#[test]
fn a_throttled_gitlab_hears_once_a_minute() {
    let throttled = std::rc::Rc::new(std::cell::Cell::new(true));
    let now = throttled.clone();
    let stage = Stage::new(move |sent| {
        if now.get() {
            return refusal(429).after(50);
        }
        let body = if sent.route() == "/user" { r#"{"id":1,"username":"b"}"# } else { "[]" };
        Reply::json(200, body).after(50)
    });
    let read = |agent| stage.connection.tokens(PROJECT, AgentId(agent), Urgency::Background);
    let watch = async {
        stage.clock.sleep(1_000).await;
        assert_eq!(stage.gitlab.sent().len(), 4, "what was under way");
        for minute in 1..4 {
            stage.clock.sleep(60_000).await;
            assert_eq!(stage.gitlab.sent().len(), 4 + minute);
        }
        throttled.set(false);
        stage.clock.sleep(60_000).await;
        assert_eq!(stage.gitlab.sent().len(), 4 + 3 + 9 - 3, "all that did not fail");
    };
    let (read, ()) = stage.clock.run(join(join_all((0..9).map(read)), watch));
    assert_eq!(read.iter().filter(|read| read.is_err()).count(), 3);
}

#[test]
fn a_person_ends_the_pause_or_gives_up() {
    let stage = Stage::script([refusal(429), refusal(429), Reply::json(200, AGENT)]);
    let connection = &stage.connection;
    let heard = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let told = heard.clone();
    connection.on_pause(Box::new(move |until| told.borrow_mut().push(until.is_some())));
    let agent = || connection.agent(PROJECT, AgentId(1));
    let gives_up = async {
        stage.clock.sleep(2_000).await;
        connection.give_up();
    };
    let (read, ()) = stage.clock.run(join(agent(), gives_up));
    assert!(matches!(read.unwrap_err().kind, FailureKind::Throttled { .. }));
    assert_eq!(stage.elapsed(), 2_000);
    let impatient = async {
        stage.clock.sleep(3_000).await;
        connection.end_pause();
    };
    let (read, ()) = stage.clock.run(join(agent(), impatient));
    assert!(read.is_ok());
    assert_eq!(stage.elapsed(), 5_000);
    assert_eq!(heard.borrow().last(), Some(&false));
}

#[test]
fn how_long_gitlab_wants_to_be_left_alone_is_known() {
    let stage = Stage::script([refusal(429)]);
    let connection = &stage.connection;
    assert_eq!(connection.quiet_for(), None);
    let tokens = Read::Tokens { project: PROJECT, agent: AgentId(1) };
    let read = connection.ask(&tokens, Urgency::User);
    assert!(stage.clock.run(read).is_err());
    assert_eq!(connection.quiet_for(), Some(60_000));
    stage.clock.run(stage.clock.sleep(59_999));
    assert_eq!(connection.quiet_for(), Some(1));
    stage.clock.run(stage.clock.sleep(1));
    assert_eq!(connection.quiet_for(), None);
}

#[test]
fn a_clock_that_is_set_makes_no_pause_longer_or_shorter() {
    for set in [-86_400_000, 86_400_000] {
        let stage = Stage::script([refusal(429), Reply::json(200, "[]")]);
        let read = stage.connection.tokens(PROJECT, AgentId(1), Urgency::Background);
        let setting = async {
            stage.clock.sleep(1_000).await;
            stage.clock.set_forward(set);
            assert_eq!(stage.connection.quiet_for(), Some(59_000));
        };
        let (read, ()) = stage.clock.run(join(read, setting));
        stage.clock.set_forward(-set);
        assert!(read.is_ok());
        assert_eq!(stage.elapsed(), 60_000);
    }
}

#[test]
fn what_gets_no_answer_does_not_end_the_pause() {
    let stage = Stage::script([refusal(429), Reply::nothing(NoReply::Unreachable)]);
    let tokens = Read::Tokens { project: PROJECT, agent: AgentId(1) };
    for _ in 0..2 {
        let read = stage.connection.ask(&tokens, Urgency::User);
        assert!(stage.clock.run(read).is_err());
        assert_eq!(stage.connection.quiet_for(), Some(60_000));
    }
    assert_eq!(stage.gitlab.sent().len(), 2);
}

#[test]
fn an_answer_from_before_the_pause_does_not_end_it() {
    let stage = Stage::new(|sent| match sent.route() {
        "/users/1" => refusal(429).after(50),
        "/users/2" => Reply::json(200, r#"{"id":2,"name":"a","username":"b"}"#).after(90),
        _ => Reply::json(200, "[]"),
    });
    let connection = &stage.connection;
    let names = join(connection.user_name(UserId(1)), connection.user_name(UserId(2)));
    let later = async {
        stage.clock.sleep(100).await;
        let _ = connection.tokens(PROJECT, AgentId(1), Urgency::Background).await;
        assert!(stage.elapsed() >= 60_000, "{}", stage.elapsed());
    };
    let ((throttled, _), ()) = stage.clock.run(join(names, later));
    assert!(throttled.is_err());
}

#[test]
fn a_new_key_is_for_new_requests() {
    let stage = Stage::new(|_| Reply::json(200, AGENT).after(10));
    stage.clock.run(async {
        let early = stage.connection.agent(PROJECT, AgentId(1));
        let rekeyed = async { stage.connection.rekey(token("glpat-second")) };
        let (early, ()) = join(early, rekeyed).await;
        assert!(early.is_ok());
        assert!(stage.connection.clone().agent(PROJECT, AgentId(1)).await.is_ok());
    });
    let tokens: Vec<_> = stage.gitlab.sent().into_iter().filter_map(|sent| sent.token).collect();
    assert_eq!(tokens, ["glpat-first", "glpat-second"]);
}

#[test]
fn no_more_than_six_at_once_and_four_in_the_background() {
    let stage = Stage::new(|_| Reply::json(200, "[]").after(10));
    let read = |agent: u64, urgency| stage.connection.tokens(PROJECT, AgentId(agent), urgency);
    stage.clock.run(join_all((0..20).map(|agent| read(agent, Urgency::Background))));
    assert_eq!(stage.gitlab.most_under_way(), 4);
    stage.clock.run(join_all((0..20).map(|agent| read(agent, Urgency::User))));
    assert_eq!(stage.gitlab.most_under_way(), 6);
}

#[test]
fn connections_to_one_gitlab_share_a_budget() {
    let names = r#"{"id":1,"name":"a","username":"b"}"#;
    let stage = Stage::new(move |_| Reply::json(200, names).after(100));
    let budget = Budget::default();
    let [one, two] = ["glpat-one", "glpat-two"].map(|text| {
        let (transport, clock) = (stage.gitlab.clone(), stage.clock.clone());
        Connection::within(budget.clone(), url(), token(text), transport, clock)
    });
    let look = async {
        stage.clock.sleep(50).await;
        assert_eq!(stage.gitlab.sent().len(), 6);
        stage.clock.sleep(100).await;
        assert_eq!(stage.gitlab.sent().len(), 12);
    };
    let reads = join(join_all((0..9).map(|_| one.user())), join_all((0..9).map(|_| two.user())));
    stage.clock.run(join(reads, look));
}
