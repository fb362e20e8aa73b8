use super::*;
use crate::simulation::{Reply as Answer, Sent, SimulatedClock};
use crate::testing::{START, Stage, refusal};
use crate::{Method, NoReply};
use agent_ops::sweep::{Pace, READS_PER_MINUTE, Way};
use agent_ops::table::{Contact, TokenFacts};
use agent_ops::timestamp::Timestamp;
use futures_util::future::{Either, select};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;

/// A project for each `Some`, with its agents' tokens' last uses, in milliseconds.
#[derive(Clone, Debug)]
struct World {
    /// Agents by id, each in project `id % 4 + 1`.
    agents: BTreeMap<u64, Vec<Option<i64>>>,
    knows_groups: bool,
}

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    None,
    Slow,
    Throttle,
    Server,
    Lost,
    Cut,
    Silent,
    Page,
    /// These hit queries only.
    Unknown,
    TooMuch,
    NullTokens,
    NullNodes,
    /// An agent is gone from then on.
    Gone,
    /// An agent is there that was not before.
    New,
}

impl World {
    fn project_of(agent: u64) -> u64 {
        agent % 4 + 1
    }

    fn path_of(project: u64) -> String {
        format!("platform/p{project}")
    }

    fn facts(&self, agent: u64) -> Option<TokenFacts> {
        let uses = self.agents.get(&agent)?;
        let newest = uses.iter().flatten().max();
        let contact = match newest {
            None if uses.is_empty() => Contact::NoToken,
            None => Contact::NeverUsed,
            Some(millis) => Contact::LastUsed(Timestamp::from_millis(*millis)),
        };
        Some(TokenFacts { active: u8::try_from(uses.len()).ok(), contact })
    }

    fn answer(&self, sent: &Sent, trouble: Trouble) -> Answer {
        if sent.route() == "/graphql" {
            return match trouble {
                Trouble::Unknown => Answer::json(
                    200,
                    r#"{"errors":[{"message":"Field","extensions":{"code":"undefinedField"}}]}"#,
                ),
                Trouble::TooMuch => Answer::json(200, r#"{"errors":[{"message":"Query"}]}"#),
                _ => self.query(sent.body.as_deref().unwrap(), trouble),
            };
        }
        assert_eq!(sent.method, Method::Get);
        let path = sent.route().split('?').next().unwrap();
        let parts: Vec<_> = path.split('/').skip(1).collect();
        let (project, agent): (u64, u64) = (parts[1].parse().unwrap(), parts[3].parse().unwrap());
        let uses = self.agents.get(&agent).filter(|_| Self::project_of(agent) == project);
        let Some(uses) = uses else { return refusal(404) };
        match parts.get(5) {
            None => {
                let rows: Vec<_> = (0..uses.len()).map(|id| format!(r#"{{"id":{id}}}"#)).collect();
                Answer::json(200, &format!("[{}]", rows.join(",")))
            }
            Some(token) => {
                let id: usize = token.parse().unwrap();
                let used = time(uses[id]);
                Answer::json(200, &format!(r#"{{"id":{id},"last_used_at":{used}}}"#))
            }
        }
    }

    /// Answers the client's own queries, of which it reads no more than it must.
    fn query(&self, body: &str, trouble: Trouble) -> Answer {
        let json: serde_json::Value = serde_json::from_str(body).unwrap();
        let query = json["query"].as_str().unwrap();
        let query = query.split("fragment").next().unwrap();
        if query.contains(":group(") && !self.knows_groups {
            return self.answer_unknown();
        }
        let mut places = Vec::new();
        for number in 0.. {
            let Some((_, rest)) = query.split_once(&format!("p{number}:")) else { break };
            let path = argument(rest, "fullPath:").unwrap();
            let project = path.strip_prefix("platform/p").map(|id| id.parse::<u64>().unwrap());
            let rest = &rest[rest.find(")").unwrap()..];
            let inside: Vec<u64> = (self.agents.keys().copied())
                .filter(|&agent| project.is_none_or(|it| it == Self::project_of(agent)))
                .collect();
            let place = if rest.starts_with("){clusterAgent(") {
                let name = argument(rest, "name:").unwrap();
                let found = inside.into_iter().find(|agent| format!("agent-{agent}") == name);
                let node = found.map_or("null".to_owned(), |agent| self.node(agent, trouble));
                format!(r#"{{"clusterAgent":{node}}}"#)
            } else {
                self.page(&inside, rest, trouble)
            };
            places.push(format!(r#""p{number}":{place}"#));
        }
        Answer::json(200, &format!(r#"{{"data":{{{}}}}}"#, places.join(",")))
    }

    fn answer_unknown(&self) -> Answer {
        let error = r#"{"errors":[{"message":"Field","extensions":{"code":"undefinedField"}}]}"#;
        Answer::json(200, error)
    }

    fn page(&self, inside: &[u64], rest: &str, trouble: Trouble) -> String {
        let rest = rest.split("}}}").next().unwrap();
        let first = &rest[rest.find("first:").unwrap() + 6..];
        let digits: String = first.chars().take_while(char::is_ascii_digit).collect();
        // Pages of three rows at most, so that a small world has several.
        let size = digits.parse::<usize>().unwrap().min(3);
        let after: u64 = argument(rest, "after:").map_or(0, |cursor| cursor.parse().unwrap());
        let rows: Vec<u64> = inside.iter().copied().filter(|&agent| agent > after).collect();
        let has_next = rows.len() > size;
        let rows = &rows[..rows.len().min(size)];
        let nodes: Vec<_> = rows.iter().map(|&agent| self.node(agent, trouble)).collect();
        let nodes = match trouble {
            Trouble::NullNodes => "null".to_owned(),
            _ => format!("[{}]", nodes.join(",")),
        };
        let cursor = rows.last().map_or("null".to_owned(), |last| format!(r#""{last}""#));
        format!(
            r#"{{"clusterAgents":{{"nodes":{nodes},"pageInfo":{{"hasNextPage":{has_next},"endCursor":{cursor}}}}}}}"#
        )
    }

    fn node(&self, agent: u64, trouble: Trouble) -> String {
        let tokens = match trouble {
            Trouble::NullTokens => "null".to_owned(),
            _ => {
                let uses = self.agents[&agent].iter();
                let nodes: Vec<_> =
                    uses.map(|used| format!(r#"{{"lastUsedAt":{}}}"#, time(*used))).collect();
                let nodes = nodes.join(",");
                format!(r#"{{"nodes":[{nodes}],"pageInfo":{{"hasNextPage":false}}}}"#)
            }
        };
        format!(r#"{{"id":"gid://gitlab/Clusters::Agent/{agent}","tokens":{tokens}}}"#)
    }
}

/// The text behind `name` in a query.
fn argument(query: &str, name: &str) -> Option<String> {
    let (_, rest) = query.split_once(name)?;
    rest.strip_prefix('"')?.split_once('"').map(|(text, _)| text.to_owned())
}

/// A time of the first ten seconds, as JSON.
fn time(millis: Option<i64>) -> String {
    millis.map_or("null".to_owned(), |millis| {
        format!(r#""1970-01-01T00:00:{:02}.{:03}Z""#, millis / 1000, millis % 1000)
    })
}

/// How far it is, without what has not taken effect yet.
fn progress_of(reads: &StatusReads) -> Progress {
    reads.0.sweep.borrow().as_ref().map(Sweep::progress).unwrap_or_default()
}

/// What a run saw.
struct Seen {
    /// What was told of each agent, in order.
    told: BTreeMap<u64, Vec<News>>,
    progress: Vec<Progress>,
    /// When requests went out, and what each met.
    requests: Vec<(i64, Trouble)>,
    stage: Stage,
}

#[derive(Clone, Debug)]
struct Plan {
    world: World,
    troubles: Vec<Trouble>,
    per_minute: u32,
    group: bool,
    wanted: Vec<u64>,
    /// Agents in sight after half a second, for a moment.
    wanted_later: Vec<u64>,
    /// The run is called off and begun again after so many milliseconds.
    restart_after: Option<u32>,
    /// What is in sight is read again, soon and at the end.
    renew: bool,
}

fn run(plan: &Plan) -> Seen {
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
            Trouble::Lost => Answer::nothing(NoReply::Unreachable).after(5),
            Trouble::Cut => world.answer(sent, trouble).cut(NoReply::Unreachable).after(30),
            Trouble::Silent => Answer::never(),
            Trouble::Page => Answer::bytes(200, b"<!doctype html>").after(10),
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
    let mut is_due = |agent: AgentId| due.borrow_mut().remove(&agent.0);
    stage.clock.run(async {
        if let Some(millis) = plan.restart_after {
            let reading = read_status(&stage.connection, &reads, &mut is_due, &mut on_event);
            let reading = pin!(reading);
            let over = pin!(stage.clock.sleep(millis));
            let _ = select(reading, over).await;
        }
        let reading = read_status(&stage.connection, &reads, &mut is_due, &mut on_event);
        let reading = pin!(reading);
        let done = pin!(async {
            stage.clock.sleep(500).await;
            add(late);
            // Whoever scrolls on leaves queries behind that may still fail.
            want(&plan.wanted_later);
            make_due();
            stage.clock.sleep(100).await;
            want(&[]);
            // Long after the last trouble, everything is told and nothing more is sent.
            stage.clock.sleep(40 * 60 * 60 * 1000).await;
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
fn check(plan: &Plan, seen: &Seen) {
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
fn check_rate(plan: &Plan, seen: &Seen) {
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

fn world(count: u64) -> World {
    let tokens = |agent: u64| match agent % 5 {
        0 => vec![],
        1 => vec![None],
        2 => vec![Some(2_000), None],
        3 => vec![Some(1_000), Some(3_000)],
        _ => vec![None, None, Some(4_500)],
    };
    let agents = (1..=count).map(|agent| (agent, tokens(agent))).collect();
    World { agents, knows_groups: false }
}

fn plan(world: World) -> Plan {
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
    let mut queries = sent.iter().map(|sent| sent.body.as_deref().unwrap_or_default());
    assert!(queries.clone().count() > 1 && queries.all(|query| query.contains(":group(")));
}

#[test]
fn the_way_is_found_out_once_for_a_connection() {
    let stage = Stage::new(|sent| match sent.route() {
        "/graphql" => refusal(404),
        _ => Answer::json(200, "[]"),
    });
    for agent in [1, 2] {
        let reads = StatusReads::default();
        reads.add(ProjectId(1), "platform/p1", &[AgentId(agent)]);
        let mut ignore = |_| {};
        stage.clock.run(async {
            let mut never = |_| false;
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
    assert_eq!(seen.told.values().filter(|news| news.len() == 2).count(), 3);
}

#[test]
fn a_credential_that_ends_ends_it_and_another_goes_on() {
    let mut is_good = false;
    let stage = Stage::new(move |sent| {
        is_good |= sent.token.as_deref() == Some("glpat-second");
        match (is_good, sent.route()) {
            (false, _) => refusal(401),
            (true, "/graphql") => world(1).query(sent.body.as_deref().unwrap(), Trouble::None),
            (true, _) => Answer::json(200, "[]"),
        }
    });
    let reads = StatusReads::default();
    reads.add(ProjectId(2), "platform/p2", &[AgentId(1)]);
    let mut news = Vec::new();
    let mut on_event = |event| match event {
        StatusEvent::News(more) => news.extend(more),
        StatusEvent::Progress(_) => {}
    };
    let mut never = |_| false;
    let failure =
        stage.clock.run(read_status(&stage.connection, &reads, &mut never, &mut on_event));
    assert!(failure.is_unauthorised());
    assert_eq!(stage.gitlab.count(Method::Get), 1, "a query that is refused proves nothing");
    stage.connection.rekey(agent_ops::secret::Secret::new("glpat-second".to_owned()));
    stage.clock.run(async {
        let mut never = |_| false;
        let reading = pin!(read_status(&stage.connection, &reads, &mut never, &mut on_event));
        let over = pin!(stage.clock.sleep(60_000));
        let _ = select(reading, over).await;
    });
    assert_eq!(progress_of(&reads).way, Way::GraphQl);
    assert!(matches!(news.as_slice(), [News::Read { agent: AgentId(1), .. }]), "{news:?}");
}

#[test]
fn a_pause_and_another_rate_take_effect_at_once() {
    let stage = Stage::new(|_| Answer::json(200, "[]").after(10));
    let reads = StatusReads::default();
    let agents: Vec<_> = (1..=100).map(AgentId).collect();
    reads.add(ProjectId(1), "", &agents);
    reads.set_per_minute(60);
    let mut ignore = |_| {};
    stage.clock.run(async {
        let mut never = |_| false;
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
        false => Answer::json(200, "[]"),
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
        let mut never = |_| false;
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

fn trouble() -> impl Strategy<Value = Trouble> {
    use Trouble::*;
    prop::sample::select(vec![
        None, None, None, None, Slow, Throttle, Server, Lost, Cut, Silent, Page, Unknown, TooMuch,
        NullTokens, NullNodes, Gone, New,
    ])
}

fn any_world() -> impl Strategy<Value = World> {
    let used = prop::option::of(0_i64..10_000);
    let tokens = prop::collection::vec(used, 0..4);
    let agents = prop::collection::btree_map(1_u64..60, tokens, 1..24);
    (agents, any::<bool>()).prop_map(|(agents, knows_groups)| World { agents, knows_groups })
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
