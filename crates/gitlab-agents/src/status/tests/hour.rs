//! An hour of a page that is left open: what was known stays known.

use super::*;
use crate::simulation::SimulatedClock;
use crate::testing::START;
use console_core::agents::AgentTable;
use console_core::model::{Agent, Creator, ProjectIdentity};
use console_core::status::ConnectionStatus;
use console_core::timestamp::Timestamp;
use std::collections::BTreeSet;

const PROJECT: ProjectId = ProjectId(1);
const PATH: &str = "platform/p1";
const AGENTS: u64 = 1_000;
const MINUTE: i64 = 60_000;

/// When an agent's only token was last used: most agents call every minute, some every nine minutes or every 70.
fn used(agent: u64, now: Timestamp) -> Option<Timestamp> {
    let every = |minutes: i64| {
        let period = minutes * MINUTE;
        let phase = agent.cast_signed() * 7_919 % period;
        Some(now.plus(-(now.as_millis() + phase).rem_euclid(period)))
    };
    match agent % 10 {
        0 => None,
        1 => Some(START.plus(-86_400_000)),
        2 => every(9),
        3 => every(70),
        _ => every(1),
    }
}

fn token(agent: u64, now: Timestamp, rest_of_it: &str) -> String {
    let time = used(agent, now).map(Timestamp::rfc3339);
    let time = time.map_or("null".to_owned(), |time| format!("\"{time}\""));
    format!(r#"{{{rest_of_it}{time}}}"#)
}

fn query(body: &str, now: Timestamp) -> Reply {
    let node = |agent: u64| {
        let token = token(agent, now, r#""status":"ACTIVE","lastUsedAt":"#);
        format!(
            r#"{{"id":"gid://gitlab/Clusters::Agent/{agent}","tokens":{{"nodes":[{token}],"pageInfo":{{"hasNextPage":false}}}}}}"#
        )
    };
    let places: Vec<_> = if body.contains("clusterAgent(name") {
        let names = body.split(r#"agent-"#).skip(1);
        let agents = names.map(|name| name.split('\\').next().unwrap().parse().unwrap());
        agents.map(|agent| format!(r#"{{"clusterAgent":{}}}"#, node(agent))).collect()
    } else {
        let after = body.split(r#"after:\""#).nth(1);
        let after = after.map_or(0, |rest| rest.split('\\').next().unwrap().parse().unwrap());
        let nodes: Vec<_> = (after + 1..=AGENTS.min(after + 100)).map(node).collect();
        let end = after + 100;
        vec![format!(
            r#"{{"clusterAgents":{{"nodes":[{}],"pageInfo":{{"hasNextPage":{},"endCursor":"{end}"}}}}}}"#,
            nodes.join(","),
            end < AGENTS
        )]
    };
    let places = places.iter().zip(0..).map(|(place, number)| format!(r#""p{number}":{place}"#));
    Reply::json(200, &format!(r#"{{"data":{{{}}}}}"#, places.collect::<Vec<_>>().join(",")))
}

fn over_rest(sent: &Sent, now: Timestamp) -> Reply {
    let path = sent.route().split('?').next().unwrap();
    let parts: Vec<_> = path.split('/').skip(1).collect();
    let agent: u64 = parts[3].parse().unwrap();
    match parts.get(5) {
        None => Reply::json(200, r#"[{"id":1,"name":"t","status":"active"}]"#),
        Some(_) => Reply::json(200, &token(agent, now, r#""id":1,"name":"t","last_used_at":"#)),
    }
}

/// How many requests an hour takes, in which no status that was known becomes unknown, and no agent that calls every
/// minute is shown as anything but connected. It begins `after` so many minutes.
fn hour(has_graphql: bool, in_sight: &[u64], after: i64) -> usize {
    let clock = SimulatedClock::at(START);
    let time = clock.clone();
    let stage = Stage::by_clock(clock, move |sent| {
        let reply = match (sent.route(), has_graphql) {
            ("/graphql", true) => query(sent.body.as_deref().unwrap(), time.now()),
            ("/graphql", false) => refusal(404),
            _ => over_rest(sent, time.now()),
        };
        reply.after(150)
    });
    let table = RefCell::new(AgentTable::new());
    for id in 1..=AGENTS {
        table.borrow_mut().add(Agent {
            id: AgentId(id),
            name: format!("agent-{id}"),
            project: ProjectIdentity { id: PROJECT, path: PATH.to_owned() },
            created_at: None,
            created_by: Creator::Unstated,
            is_receptive: None,
        });
    }
    let ids: Vec<_> = (1..=AGENTS).map(AgentId).collect();
    let reads = StatusReads::default();
    reads.add(PROJECT, PATH, &ids);
    let wanted = |&id: &u64| Wanted { agent: AgentId(id), name: format!("agent-{id}") };
    reads.want(in_sight.iter().map(wanted).collect());
    let mut on_event = |event| {
        let StatusEvent::News(news) = event else { return };
        for news in news {
            let News::Read { agent, facts, at } = news else { panic!("{news:?}") };
            table.borrow_mut().learn_tokens(agent, facts, at);
        }
    };
    let mut known = |agent| {
        let table = table.borrow();
        table.find(agent).and_then(|row| table.row(row)?.last_read())
    };
    stage.clock.run(async {
        let reading = pin!(read_status(&stage.connection, &reads, &mut known, &mut on_event));
        let watching = pin!(async {
            let mut seen = BTreeSet::new();
            while START.age_at(stage.clock.now()) < (after + 60) * MINUTE {
                stage.clock.sleep(5_000).await;
                if START.age_at(stage.clock.now()) < after * MINUTE {
                    continue;
                }
                let (table, now) = (table.borrow(), stage.clock.now());
                for id in 1..=AGENTS {
                    let row = table.row(table.find(AgentId(id)).unwrap()).unwrap();
                    let status = row.status(now);
                    let age = START.age_at(now);
                    if status == ConnectionStatus::Unknown {
                        assert!(!seen.contains(&id), "{id} after {age} ms: {:?}", row.last_read());
                    } else {
                        seen.insert(id);
                        let is_steady = id % 10 > 3;
                        assert!(!is_steady || status == ConnectionStatus::Connected, "{id}, {age}");
                    }
                }
            }
            assert_eq!(seen.len() as u64, AGENTS);
        });
        let _ = select(reading, watching).await;
    });
    stage.gitlab.sent().len()
}

#[test]
fn over_graphql_an_hour_takes_a_few_queries_a_minute() {
    let queries = hour(true, &[], 0);
    assert!((150..420).contains(&queries), "{queries}");
    hour(true, &(1..=30).collect::<Vec<_>>(), 0);
}

#[test]
fn over_rest_a_thousand_agents_are_what_the_rate_allows() {
    // Reading all of them once takes seven minutes, in which the first ones fade.
    let reads = hour(false, &(1..=30).collect::<Vec<_>>(), 15);
    assert!(reads <= 75 * 300 + 300, "{reads}");
}
