//! A GitLab with agents, and all that may go wrong with a request to it.

use crate::Method;
use crate::simulation::{Reply, Sent};
use crate::testing::refusal;
use console_core::model::{Contact, TokenFacts};
use console_core::timestamp::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A project for each `Some`, with its agents' tokens' last uses, in milliseconds.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// Agents by id, each in project `id % 4 + 1`.
    pub(super) agents: BTreeMap<u64, Vec<Option<i64>>>,
    pub(super) knows_groups: bool,
    /// Projects of which GraphQL tells the agents, and empty lists in place of their tokens.
    pub(super) hidden: BTreeSet<u64>,
}

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
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
    NullPlaces,
    EmptyTokens,
    EmptyNodes,
    /// An agent is gone from then on.
    Gone,
    /// An agent is there that was not before.
    New,
}

impl World {
    pub(super) fn project_of(agent: u64) -> u64 {
        agent % 4 + 1
    }

    pub(super) fn path_of(project: u64) -> String {
        format!("platform/p{project}")
    }

    pub(super) fn facts(&self, agent: u64) -> Option<TokenFacts> {
        let uses = self.agents.get(&agent)?;
        let newest = uses.iter().flatten().max();
        let contact = match newest {
            None if uses.is_empty() => Contact::NoToken,
            None => Contact::NeverUsed,
            Some(millis) => Contact::LastUsed(Timestamp::from_millis(*millis)),
        };
        Some(TokenFacts { active: u8::try_from(uses.len()).ok(), contact })
    }

    pub(super) fn answer(&self, sent: &Sent, trouble: Trouble) -> Reply {
        if sent.route() == "/graphql" {
            return match trouble {
                Trouble::Unknown => Reply::json(
                    200,
                    r#"{"errors":[{"message":"Field","extensions":{"code":"undefinedField"}}]}"#,
                ),
                Trouble::TooMuch => Reply::json(200, r#"{"errors":[{"message":"Query"}]}"#),
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
                Reply::json(200, &format!("[{}]", rows.join(",")))
            }
            Some(token) => {
                let id: usize = token.parse().unwrap();
                let used = time(uses[id]);
                Reply::json(200, &format!(r#"{{"id":{id},"last_used_at":{used}}}"#))
            }
        }
    }

    /// Answers the client's own queries, of which it reads no more than it must.
    pub(super) fn query(&self, body: &str, trouble: Trouble) -> Reply {
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
            let place = if trouble == Trouble::NullPlaces {
                "null".to_owned()
            } else if rest.starts_with("){clusterAgent(") {
                let name = argument(rest, "name:").unwrap();
                let found = inside.into_iter().find(|agent| format!("agent-{agent}") == name);
                let node = found.map_or("null".to_owned(), |agent| self.node(agent, trouble));
                format!(r#"{{"clusterAgent":{node}}}"#)
            } else {
                self.page(&inside, rest, trouble)
            };
            places.push(format!(r#""p{number}":{place}"#));
        }
        Reply::json(200, &format!(r#"{{"data":{{{}}}}}"#, places.join(",")))
    }

    fn answer_unknown(&self) -> Reply {
        let error = r#"{"errors":[{"message":"Field","extensions":{"code":"undefinedField"}}]}"#;
        Reply::json(200, error)
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
            Trouble::EmptyNodes => "[]".to_owned(),
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
                let is_hidden = trouble == Trouble::EmptyTokens
                    || self.hidden.contains(&Self::project_of(agent));
                let uses = uses.filter(|_| !is_hidden);
                let node = |used: &Option<i64>| {
                    format!(r#"{{"lastUsedAt":{},"status":"ACTIVE"}}"#, time(*used))
                };
                let nodes: Vec<_> = uses.map(node).collect();
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

pub(super) fn world(count: u64) -> World {
    let tokens = |agent: u64| match agent % 5 {
        0 => vec![],
        1 => vec![None],
        2 => vec![Some(2_000), None],
        3 => vec![Some(1_000), Some(3_000)],
        _ => vec![None, None, Some(4_500)],
    };
    let agents = (1..=count).map(|agent| (agent, tokens(agent))).collect();
    World { agents, knows_groups: false, hidden: BTreeSet::new() }
}

pub(super) fn trouble() -> impl Strategy<Value = Trouble> {
    use Trouble::*;
    prop::sample::select(vec![
        None,
        None,
        None,
        None,
        Slow,
        Throttle,
        Server,
        Lost,
        Cut,
        Silent,
        Page,
        Unknown,
        TooMuch,
        NullTokens,
        NullNodes,
        NullPlaces,
        EmptyTokens,
        EmptyNodes,
        Gone,
        New,
    ])
}

pub(super) fn any_world() -> impl Strategy<Value = World> {
    let used = prop::option::of(0_i64..10_000);
    let tokens = prop::collection::vec(used, 0..4);
    let agents = prop::collection::btree_map(1_u64..60, tokens, 1..24);
    let hidden = prop::collection::btree_set(1_u64..5, 0..3);
    (agents, any::<bool>(), hidden).prop_map(|(agents, knows_groups, hidden)| World {
        agents,
        knows_groups,
        hidden,
    })
}
