use super::*;
use crate::Method;
use crate::simulation::{Reply, Sent};
use crate::testing::{Stage, refusal, token};
use console_core::sweep::{Pace, Way};
use futures_util::future::select;
use proptest::prelude::*;
use std::pin::pin;

mod hour;
mod plan;
mod world;

use plan::{Plan, check, check_rate, plan, run};
use world::{Trouble, World, any_world, trouble, world};

/// How far it is, without what has not taken effect yet.
fn progress_of(reads: &StatusReads) -> Progress {
    reads.0.sweep.borrow().as_ref().map(Sweep::progress).unwrap_or_default()
}

#[test]
fn one_query_tells_of_many_agents() {
    let plan = plan(world(8));
    let seen = run(&plan);
    check(&plan, &seen);
    assert_eq!(seen.progress.last().unwrap().way, Way::GraphQl);
    assert!(seen.stage.gitlab.count(Method::Get) == 0);
    assert!(seen.stage.gitlab.sent().iter().all(|sent| sent.url.ends_with("/api/graphql")));
}

#[test]
fn a_group_is_asked_for_as_one() {
    let plan = Plan { group: true, ..plan(World { knows_groups: true, ..world(8) }) };
    let seen = run(&plan);
    check(&plan, &seen);
    let sent = seen.stage.gitlab.sent();
    let of_group = |sent: &&Sent| sent.body.as_deref().is_some_and(|it| it.contains(":group("));
    assert_eq!(sent.iter().filter(of_group).count(), 3, "pages of three");
    // One without tokens is asked for once more: its project was not known when the page told of it.
    assert!(sent.len() <= 4, "{sent:?}");
}

#[test]
fn the_way_is_found_out_once_for_a_connection() {
    let stage = Stage::new(|sent| match sent.route() {
        "/graphql" => refusal(404),
        _ => Reply::json(200, "[]"),
    });
    for agent in [1, 2] {
        let reads = StatusReads::default();
        reads.add(ProjectId(1), "platform/p1", &[AgentId(agent)]);
        let mut ignore = |_| {};
        stage.clock.run(async {
            let mut never = |_| None;
            let reading = pin!(read_status(&stage.connection, &reads, &mut never, &mut ignore));
            let over = pin!(stage.clock.sleep(60_000));
            let _ = select(reading, over).await;
        });
        assert_eq!(progress_of(&reads).read, 1);
        assert_eq!(progress_of(&reads).way, Way::Rest);
    }
    assert_eq!(stage.gitlab.count(Method::Post), 1);
}

#[test]
fn agents_in_sight_do_not_wait_for_the_rate() {
    let mut plan = plan(world(40));
    plan.per_minute = 1;
    plan.wanted = (1..=15).collect();
    let seen = run(&plan);
    check(&plan, &seen);
    let first = &seen.stage.gitlab.sent()[0];
    assert!(first.body.as_deref().unwrap().contains(r#"clusterAgent(name:\"agent-15\")"#));
}

#[test]
fn what_is_read_again_still_counts_meanwhile() {
    let plan = Plan { wanted: vec![1, 2, 3], renew: true, ..plan(world(8)) };
    let seen = run(&plan);
    check(&plan, &seen);
    let counts = seen.progress.iter().map(|progress| progress.read);
    assert!(counts.is_sorted(), "{:?}", seen.progress);
    assert!(seen.told.values().all(|news| news.len() > 1), "{:?}", seen.told);
}

#[test]
fn a_credential_that_ends_ends_it_and_another_goes_on() {
    let mut is_good = false;
    let stage = Stage::new(move |sent| {
        is_good |= sent.token.as_deref() == Some("glpat-second");
        match (is_good, sent.route()) {
            (false, _) => refusal(401),
            (true, "/graphql") => world(1).query(sent.body.as_deref().unwrap(), Trouble::None),
            (true, _) => Reply::json(200, "[]"),
        }
    });
    let reads = StatusReads::default();
    reads.add(ProjectId(2), "platform/p2", &[AgentId(1)]);
    let mut news = Vec::new();
    let mut on_event = |event| match event {
        StatusEvent::News(more) => news.extend(more),
        StatusEvent::Progress(_) => {}
    };
    let mut never = |_| None;
    let failure =
        stage.clock.run(read_status(&stage.connection, &reads, &mut never, &mut on_event));
    assert!(failure.is_unauthorised());
    assert_eq!(stage.gitlab.count(Method::Get), 1, "a query that is refused proves nothing");
    stage.connection.rekey(token("glpat-second"));
    stage.clock.run(async {
        let mut never = |_| None;
        let reading = pin!(read_status(&stage.connection, &reads, &mut never, &mut on_event));
        let over = pin!(stage.clock.sleep(60_000));
        let _ = select(reading, over).await;
    });
    assert_eq!(progress_of(&reads).way, Way::GraphQl);
    assert!(matches!(news.as_slice(), [News::Read { agent: AgentId(1), .. }]), "{news:?}");
}

#[test]
fn a_pause_and_another_rate_take_effect_at_once() {
    let stage = Stage::new(|_| Reply::json(200, "[]").after(10));
    let reads = StatusReads::default();
    let agents: Vec<_> = (1..=100).map(AgentId).collect();
    reads.add(ProjectId(1), "", &agents);
    reads.set_per_minute(60);
    let mut ignore = |_| {};
    stage.clock.run(async {
        let mut never = |_| None;
        let reading = pin!(read_status(&stage.connection, &reads, &mut never, &mut ignore));
        let person = pin!(async {
            stage.clock.sleep(4_500).await;
            assert_eq!(progress_of(&reads).read, 5);
            reads.set_paused(true);
            stage.clock.sleep(60_000).await;
            assert_eq!(progress_of(&reads).read, 5);
            reads.set_paused(false);
            reads.set_per_minute(600);
            stage.clock.sleep(1_950).await;
            assert_eq!(progress_of(&reads).pace, Pace::Steady(600));
            assert_eq!(progress_of(&reads).read, 25);
        });
        let _ = select(reading, person).await;
    });
}

#[test]
fn what_failed_is_read_again_on_request_and_progress_is_told_once() {
    let mut is_forbidden = true;
    let stage = Stage::new(move |_| match std::mem::take(&mut is_forbidden) {
        true => refusal(403),
        false => Reply::json(200, "[]"),
    });
    let reads = StatusReads::default();
    reads.add(ProjectId(1), "", &[AgentId(1)]);
    let told = RefCell::new(Vec::new());
    let mut on_event = |event| {
        told.borrow_mut().push(match event {
            StatusEvent::News(news) => format!("{} told", news.len()),
            StatusEvent::Progress(now) => format!("{} read, {} failed", now.read, now.failed),
        });
    };
    stage.clock.run(async {
        let mut never = |_| None;
        let reading = pin!(read_status(&stage.connection, &reads, &mut never, &mut on_event));
        let person = pin!(async {
            stage.clock.sleep(60_000).await;
            reads.retry_failed();
            stage.clock.sleep(60_000).await;
        });
        let _ = select(reading, person).await;
    });
    let told = told.into_inner();
    assert_eq!(told.iter().filter(|event| *event == "1 told").count(), 2, "{told:?}");
    assert_eq!(told.last().unwrap(), "1 read, 0 failed");
    assert!(told.windows(2).all(|pair| pair[0] != pair[1]), "{told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_schedule_of_troubles_loses_repeats_or_invents_anything(
        world in any_world(),
        troubles in prop::collection::vec(trouble(), 0..30),
        group in any::<bool>(),
        wanted in prop::collection::vec(1_u64..60, 0..10),
        wanted_later in prop::collection::vec(1_u64..60, 0..10),
        restart_after in prop::option::of(0_u32..20_000),
        per_minute in prop::sample::select(vec![20_u32, 300, 6_000]),
        renew in any::<bool>(),
    ) {
        let plan = Plan {
            world, troubles, per_minute, group, wanted, wanted_later, restart_after, renew,
        };
        check(&plan, &run(&plan));
    }

    #[test]
    fn the_rate_is_held_whatever_happens(
        world in any_world(),
        troubles in prop::collection::vec(trouble(), 0..30),
        group in any::<bool>(),
        per_minute in prop::sample::select(vec![1_u32, 9, 300]),
    ) {
        let plan = Plan { troubles, per_minute, group, ..plan(world) };
        let seen = run(&plan);
        check(&plan, &seen);
        check_rate(&plan, &seen);
    }
}
