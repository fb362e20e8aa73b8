use crate::intents::{Nudge, Start, drive};
use crate::simulation::{Reply, Sent, SimulatedClock};
use crate::testing::{AGENT, PROJECT, START, Stage, refusal};
use crate::{Clock, Method, NoReply};
use console_core::failure::{Failure, FailureKind};
use console_core::intent::{
    Certainty, Creation, Existence, Look, Orphans, Revealed, Search, Sent as Request, TokenOrder,
};
use console_core::model::{Token, TokenLimit, UserId};
use futures_util::future::join;
use proptest::prelude::*;
use std::rc::Rc;

const MARKER: &str = "k3f9q2";

fn order() -> TokenOrder {
    TokenOrder {
        project: PROJECT,
        agent: AGENT,
        agent_name: "agent-5".to_owned(),
        name: format!("agent-5-20220415-{MARKER}"),
        description: String::new(),
        marker: MARKER.to_owned(),
        me: Some(UserId(7)),
        limit: TokenLimit::Two,
    }
}

/// A GitLab whose agent has a token 1, and a token 2 as soon as a request to create one has
/// arrived.
#[derive(Clone)]
struct World {
    /// How the request that creates is answered.
    reply: Reply,
    /// Whether it creates anything.
    commits: bool,
    /// How long it takes until lists show what was created.
    hidden_ms: u32,
    /// The lists that fail, by their number.
    failing_lists: Vec<usize>,
}

const OLD: &str = r#"{"id":1,"name":"old","created_by_user_id":7}"#;

fn created(with_secret: bool) -> String {
    let secret = if with_secret { r#","token":"glagent-abc""# } else { "" };
    format!(
        r#"{{"id":2,"name":"agent-5-20220415-{MARKER}","created_by_user_id":7,
            "created_at":"2022-04-15T05:20:01Z"{secret}}}"#
    )
}

impl World {
    fn new(reply: Reply, commits: bool) -> Self {
        Self { reply, commits, hidden_ms: 0, failing_lists: Vec::new() }
    }

    fn answer(self, clock: SimulatedClock) -> impl FnMut(&Sent) -> Reply {
        let (mut shown_from, mut lists) = (None, 0);
        move |sent| match sent.method {
            Method::Post => {
                let shown = clock.now().plus(self.hidden_ms.into());
                shown_from = self.commits.then_some(shown);
                self.reply.clone()
            }
            _ => {
                lists += 1;
                if self.failing_lists.contains(&lists) {
                    return refusal(403);
                }
                let is_shown = shown_from.is_some_and(|from| clock.now() >= from);
                let new = if is_shown { format!(",{}", created(false)) } else { String::new() };
                Reply::json(200, &format!("[{OLD}{new}]"))
            }
        }
    }
}

struct Ran {
    state: Creation<Token>,
    told: Vec<String>,
    stage: Stage,
}

fn run_in(world: World) -> Ran {
    let clock = SimulatedClock::at(START);
    let stage = Stage::by_clock(clock.clone(), world.answer(clock));
    let mut told = Vec::new();
    let mut on_state = |state: &Creation<Token>| told.push(name(state).to_owned());
    let nudge = Nudge::default();
    let create = drive(&stage.connection, Start::Order(Rc::new(order())), &nudge, &mut on_state);
    let state = stage.clock.run(create);
    Ran { state, told, stage }
}

fn name(state: &Creation<Token>) -> &'static str {
    match state {
        Creation::Checking { .. } => "checking",
        Creation::Posting(_) => "posting",
        Creation::Doubted { .. } => "doubted",
        Creation::Identifying { .. } => "identifying",
        Creation::Looking(_) => "looking",
        Creation::Created { .. } => "revealed",
        Creation::Found { .. } => "orphaned",
        Creation::Refused { .. } => "refused",
        Creation::NotCreated { .. } => "not created",
        Creation::Unresolved { .. } => "unresolved",
    }
}

#[test]
fn a_value_that_comes_is_revealed() {
    let ran = run_in(World::new(Reply::json(201, &created(true)), true));
    assert_eq!(ran.told, ["checking", "posting", "revealed"]);
    let Creation::Created { made: Revealed { secret, .. }, .. } = ran.state else {
        panic!("not revealed")
    };
    assert_eq!(secret.expose(), "glagent-abc");
}

#[test]
fn it_is_told_before_the_request_goes_out() {
    let stage = Stage::new(|sent| match sent.method {
        Method::Post => Reply::json(201, &created(true)),
        _ => Reply::json(200, "[]"),
    });
    let mut sent_when_told = None;
    let mut on_state = |state: &Creation<Token>| {
        if matches!(state, Creation::Posting(_)) {
            sent_when_told = Some(stage.gitlab.count(Method::Post));
        }
    };
    let nudge = Nudge::default();
    stage.clock.run(drive(
        &stage.connection,
        Start::Order(Rc::new(order())),
        &nudge,
        &mut on_state,
    ));
    assert_eq!(sent_when_told, Some(0), "so that a journal can be stored first");
    assert_eq!(stage.gitlab.count(Method::Post), 1);
}

#[test]
fn a_request_that_fails_late_is_looked_into_again() {
    let lost = Reply::nothing(NoReply::Unreachable).after(90_000);
    let ran = run_in(World { hidden_ms: 80_000, ..World::new(lost, true) });
    assert_eq!(ran.told[5..], ["not created", "looking", "orphaned"]);
    assert_eq!(ran.stage.gitlab.count(Method::Post), 1);
}

#[test]
fn a_late_reply_is_taken() {
    let ran = run_in(World::new(Reply::json(201, &created(true)).after(61_000), true));
    assert_eq!(ran.told, ["checking", "posting", "looking", "orphaned", "revealed"]);
    assert_eq!(ran.stage.elapsed(), 61_000);
    let very_late = Reply::json(201, &created(true)).after(3_600_000);
    let ran = run_in(World { commits: false, ..World::new(very_late, false) });
    assert_eq!(ran.told.last().unwrap(), "revealed");
    assert!(ran.told.contains(&"not created".to_owned()));
}

#[test]
fn a_lost_reply_is_resolved_by_looking() {
    let lost = Reply::nothing(NoReply::Unreachable);
    let ran = run_in(World::new(lost.clone(), true));
    assert!(matches!(
        ran.state,
        Creation::Found { found: Orphans { certainty: Certainty::Sure, .. }, .. }
    ));
    let ran = run_in(World::new(lost, false));
    assert!(matches!(ran.state, Creation::NotCreated { .. }));
    assert_eq!(ran.stage.elapsed(), 5_000);
    assert_eq!(ran.stage.gitlab.count(Method::Post), 1);
}

#[test]
fn a_person_may_ask_to_look_again_while_the_request_is_open() {
    let world = World {
        failing_lists: vec![2, 3],
        ..World::new(Reply::json(201, &created(true)).after(200_000), true)
    };
    let clock = SimulatedClock::at(START);
    let stage = Stage::by_clock(clock.clone(), world.answer(clock));
    let nudge = Nudge::default();
    let mut told = Vec::new();
    let state = stage.clock.run(async {
        let mut on_state = |state: &Creation<Token>| told.push(name(state));
        let create =
            drive(&stage.connection, Start::Order(Rc::new(order())), &nudge, &mut on_state);
        let person = async {
            for _ in 0..2 {
                stage.clock.sleep(65_000).await;
                nudge.look_again();
            }
        };
        join(create, person).await.0
    });
    let looked = ["looking", "unresolved", "looking", "unresolved", "looking", "orphaned"];
    assert_eq!(told[2..8], looked);
    assert_eq!(told[8..], ["revealed"]);
    assert!(matches!(state, Creation::Created { .. }));
}

#[test]
fn going_on_creates_nothing() {
    let sent =
        || Request::<Token> { order: Rc::new(order()), before: Vec::new(), started_at: START };
    let cause = || Failure::without_answer(FailureKind::TimedOut);
    let (look, existence) = (Look::Second, Existence::Open);
    let looking = Search { sent: sent(), look, existence, cause: cause() };
    let unresolved = Creation::Unresolved { sent: sent(), existence, cause: cause() };
    for state in [Creation::Posting(sent()), Creation::Looking(looking), unresolved] {
        let list = Reply::json(200, &format!("[{}]", created(false)));
        let stage = Stage::script([list]);
        let state = stage.clock.run(drive(
            &stage.connection,
            Start::State(state),
            &Nudge::default(),
            &mut |_| {},
        ));
        assert!(matches!(state, Creation::Found { .. }), "{state:?}");
        assert_eq!(stage.gitlab.count(Method::Post), 0);
    }
    let stage = Stage::script([]);
    let state = Creation::<Token>::Checking { order: Rc::new(order()) };
    let state = stage.clock.run(drive(
        &stage.connection,
        Start::State(state),
        &Nudge::default(),
        &mut |_| {},
    ));
    assert!(
        matches!(state, Creation::Checking { .. }),
        "nothing was sent, so nothing is looked for"
    );
}

fn fate() -> impl Strategy<Value = (Reply, bool)> {
    let after = prop_oneof![Just(0_u32), 1..59_000_u32, 59_000..200_000_u32];
    let reply = prop_oneof![
        Just((Reply::json(201, &created(true)), true)),
        Just((Reply::json(201, &created(false)), true)),
        (0..created(true).len())
            .prop_map(|at| (Reply::bytes(201, &created(true).as_bytes()[..at]), true)),
        Just((Reply::json(201, "").cut(NoReply::Unreachable), true)),
        any::<bool>().prop_map(|commits| (Reply::nothing(NoReply::Unreachable), commits)),
        any::<bool>().prop_map(|commits| (refusal(502), commits)),
        Just((refusal(400), false)),
        Just((refusal(403), false)),
    ];
    (reply, after).prop_map(|((reply, commits), after)| (reply.after(after), commits))
}

proptest! {
    /// Whatever becomes of the reply, one request is sent at most. A token that GitLab announced is
    /// revealed, named, or said to be somewhere; so is one that lists show.
    #[test]
    fn a_token_that_exists_is_never_denied(
        (reply, commits) in fate(),
        hidden_ms in prop_oneof![Just(0_u32), 0..200_000_u32],
        failing_lists in prop::collection::vec(1..4_usize, 0..2),
    ) {
        let is_announced = commits && reply.status() == 201;
        let world = World { reply, commits, hidden_ms, failing_lists: failing_lists.clone() };
        let ran = run_in(world);
        let posts = ran.stage.gitlab.count(Method::Post);
        prop_assert!(posts <= 1);
        let end = name(&ran.state);
        if posts == 0 {
            prop_assert_eq!(end, "refused");
        } else if is_announced || (commits && hidden_ms == 0) {
            prop_assert!(matches!(end, "revealed" | "orphaned" | "unresolved"), "{}", end);
        } else if commits {
            prop_assert!(end != "refused", "{}", end);
        } else {
            prop_assert!(matches!(end, "refused" | "not created" | "unresolved"), "{}", end);
        }
        if end == "unresolved" {
            prop_assert!(is_announced || !failing_lists.is_empty());
        }
    }
}
