//! A run of the reads under a plan, and what holds in every one.

use super::world::{Trouble, World};
use crate::simulation::{Reply, SimulatedClock};
use crate::status::{StatusEvent, StatusReads, read_status};
use crate::testing::{START, Stage, refusal};
use crate::{Clock, NoReply};
use console_core::failure::FailureKind;
use console_core::model::Contact;
use console_core::model::{AgentId, ProjectId};
use console_core::status::LastRead;
use console_core::sweep::{News, Progress, READS_PER_MINUTE, Wanted};
use futures_util::future::{Either, select};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::rc::Rc;

/// What a run saw.
pub(super) struct Seen {
    /// What was told of each agent, in order.
    pub(super) told: BTreeMap<u64, Vec<News>>,
    pub(super) progress: Vec<Progress>,
    /// When requests went out, and what each met.
    pub(super) requests: Vec<(i64, Trouble)>,
    pub(super) stage: Stage,
}

#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) world: World,
    pub(super) troubles: Vec<Trouble>,
    pub(super) per_minute: u32,
    pub(super) group: bool,
    pub(super) wanted: Vec<u64>,
    /// Agents in sight after half a second, for a moment.
    pub(super) wanted_later: Vec<u64>,
    /// The run is called off and begun again after so many milliseconds.
    pub(super) restart_after: Option<u32>,
    /// What is in sight is read again, soon and at the end.
    pub(super) renew: bool,
}

pub(super) fn run(plan: &Plan) -> Seen {
    let clock = SimulatedClock::at(START);
    let log = Rc::new(RefCell::new(Vec::new()));
    let (requests, time) = (log.clone(), clock.clone());
    let mut world = plan.world.clone();
    let mut troubles = plan.troubles.clone().into_iter();
    let stage = Stage::by_clock(clock, move |sent| {
        let trouble = troubles.next().unwrap_or(Trouble::None);
        requests.borrow_mut().push((START.age_at(time.now()), trouble));
        match trouble {
            Trouble::Throttle => refusal(429).after(40),
            Trouble::Server => refusal(500).after(40),
            Trouble::Lost => Reply::nothing(NoReply::Unreachable).after(5),
            Trouble::Cut => world.answer(sent, trouble).cut(NoReply::Unreachable).after(30),
            Trouble::Silent => Reply::never(),
            Trouble::Page => Reply::bytes(200, b"<!doctype html>").after(10),
            Trouble::Slow => world.answer(sent, trouble).after(3_000),
            Trouble::Gone => {
                world.agents.pop_first();
                world.answer(sent, trouble).after(20)
            }
            Trouble::New => {
                world.agents.insert(900, vec![Some(1)]);
                world.answer(sent, trouble).after(20)
            }
            _ => world.answer(sent, trouble).after(20),
        }
    });

    let reads = StatusReads::default();
    reads.set_per_minute(plan.per_minute);
    if plan.group {
        reads.add_group("platform");
    }
    let add = |agents: &[u64]| {
        for &agent in agents {
            let project = World::project_of(agent);
            reads.add(ProjectId(project), &World::path_of(project), &[AgentId(agent)]);
        }
    };
    let agents: Vec<u64> = plan.world.agents.keys().copied().collect();
    let (early, late) = agents.split_at(agents.len() / 2);
    add(early);
    let want = |agents: &[u64]| {
        let named = |&id: &u64| Wanted { agent: AgentId(id), name: format!("agent-{id}") };
        reads.want(agents.iter().map(named).collect());
    };
    want(&plan.wanted);

    let told: RefCell<BTreeMap<u64, Vec<News>>> = RefCell::default();
    let progress: RefCell<Vec<Progress>> = RefCell::default();
    let mut on_event = |event| match event {
        StatusEvent::News(news) => {
            for news in news {
                let (News::Read { agent, .. } | News::Failed { agent, .. }) = &news;
                told.borrow_mut().entry(agent.0).or_default().push(news);
            }
        }
        StatusEvent::Progress(now) => progress.borrow_mut().push(now),
    };
    let due = RefCell::new(BTreeSet::new());
    let make_due = || {
        if plan.renew {
            due.borrow_mut().extend(agents.iter().copied());
        }
    };
    let old = LastRead { contact: Contact::NeverUsed, at: START.plus(-3_600_000) };
    let mut known = |agent: AgentId| due.borrow_mut().remove(&agent.0).then_some(old);
    stage.clock.run(async {
        if let Some(millis) = plan.restart_after {
            let reading = read_status(&stage.connection, &reads, &mut known, &mut on_event);
            let reading = pin!(reading);
            let over = pin!(stage.clock.sleep(millis));
            let _ = select(reading, over).await;
        }
        let reading = read_status(&stage.connection, &reads, &mut known, &mut on_event);
        let reading = pin!(reading);
        let done = pin!(async {
            stage.clock.sleep(500).await;
            add(late);
            // Whoever scrolls on leaves queries behind that may still fail.
            want(&plan.wanted_later);
            stage.clock.sleep(100).await;
            want(&[]);
            if plan.renew {
                // What was read lately is not read again.
                stage.clock.sleep(5 * 60 * 1000).await;
                want(&plan.wanted_later);
                make_due();
                stage.clock.sleep(100).await;
                want(&[]);
            }
            // Long after the last trouble, everything is told and nothing more is sent.
            stage.clock.sleep(10 * 60 * 60 * 1000).await;
            if plan.renew {
                want(&plan.wanted);
                make_due();
                stage.clock.sleep(60 * 60 * 1000).await;
            }
        });
        match select(reading, done).await {
            Either::Left((failure, _)) => panic!("{failure:?}"),
            Either::Right(_) => {}
        }
    });
    let requests = log.borrow().clone();
    let (told, progress) = (told.into_inner(), progress.into_inner());
    Seen { told, progress, requests, stage }
}

/// Nothing is lost, told twice unasked or made up.
pub(super) fn check(plan: &Plan, seen: &Seen) {
    let asked: Vec<u64> = plan.world.agents.keys().copied().collect();
    let told: Vec<u64> = seen.told.keys().copied().collect();
    assert_eq!(told, asked, "every agent that was asked for, and no other");
    for (agent, news) in &seen.told {
        assert!(news.len() == 1 || plan.renew, "{agent} was told of twice: {news:?}");
        if let [News::Read { .. }] = news.as_slice() {
            // What cannot be read again is as it was.
            let is_due = plan.renew && plan.wanted.contains(agent) && plan.troubles.is_empty();
            assert!(!is_due, "{agent} was not read again");
        }
        for news in news {
            check_news(plan, *agent, news);
        }
    }
    let last = seen.progress.last().unwrap();
    assert_eq!(last.read + last.failed, last.total);
    assert_eq!(last.total as usize, asked.len());
    assert!(seen.stage.gitlab.most_under_way() <= 4);
}

fn check_news(plan: &Plan, agent: u64, news: &News) {
    let has = |wanted| plan.troubles.contains(&wanted);
    match news {
        News::Read { facts, .. } if facts.contact.is_known() => {
            assert_eq!(Some(*facts), plan.world.facts(agent), "agent {agent}");
        }
        // Only where every try failed.
        News::Read { .. } => assert!(!plan.troubles.is_empty()),
        News::Failed { failure, .. } => {
            let is_gone = failure.kind == FailureKind::NotFound && has(Trouble::Gone);
            assert!(is_gone || failure.kind != FailureKind::NotFound);
            assert!(!plan.troubles.is_empty(), "{failure:?}");
        }
    }
}

/// No minute holds more reads than allowed, and none goes out in the minute after a 429.
pub(super) fn check_rate(plan: &Plan, seen: &Seen) {
    let times: Vec<i64> = seen.requests.iter().map(|(at, _)| *at).collect();
    for (first, later) in times.iter().zip(times.iter().skip(plan.per_minute as usize)) {
        assert!(later - first >= 60_000, "{times:?}");
    }
    for (at, trouble) in &seen.requests {
        if *trouble == Trouble::Throttle {
            let told = at + 40;
            let soon = times.iter().filter(|time| **time > told && **time < told + 60_000);
            assert_eq!(soon.count(), 0, "{:?}", seen.requests);
        }
    }
}

pub(super) fn plan(world: World) -> Plan {
    Plan {
        world,
        troubles: Vec::new(),
        per_minute: READS_PER_MINUTE,
        group: false,
        wanted: Vec::new(),
        wanted_later: Vec::new(),
        restart_after: None,
        renew: false,
    }
}
