//! Agents: a list, a single one, and a newly registered one.

use crate::answer::{AGENT, Answer, Fate, PROJECT, Stage, TRIES};
use crate::oracle;
use console_core::intent::Posted;
use console_core::model::{Agent, AgentDetail, Row};
use gitlab_agents::{AgentPage, Urgency};
use serde_json::Value;
use std::collections::BTreeSet;

/// A list of agents: every row stays a row, ids are exact, texts are GitLab's.
pub fn agent_list(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let mut rows = Vec::new();
    let listing = stage.run(stage.connection.agents(PROJECT, Urgency::User, &mut |page| {
        let AgentPage { rows: new, .. } = page;
        rows.extend(new);
    }));
    stage.check_requests(1000 * TRIES);
    assert!(answer.is_granted() || listing.is_err());
    let Some(list) = oracle::json(&answer.body).filter(|_| answer.is_granted()) else { return };
    assert_eq!(listing.is_ok(), list.is_array());
    if let Ok(listing) = listing {
        assert_eq!(listing.rows as usize, rows.len());
        check_rows(&rows, &list);
    }
}

fn check_rows(rows: &[Row<Agent>], list: &Value) {
    let id = |row: &Row<Agent>| match row {
        Row::Read(agent) => Some(agent.id.0),
        Row::Unreadable { id } => *id,
    };
    let ids: Vec<_> = rows.iter().filter_map(id).collect();
    oracle::check_ids(&ids, list);
    let elements = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let named = |row| Some((oracle::id(row)?, oracle::string(row, "name").unwrap_or_default()));
    let named: BTreeSet<_> = elements.iter().filter_map(named).collect();
    for row in rows {
        let Row::Read(agent) = row else { continue };
        assert!(named.contains(&(agent.id.0, &*agent.name)), "{agent:?} is not in the list");
        oracle::check_shown(&agent.name);
        oracle::check_shown(&agent.project.path);
    }
}

/// A single agent with its project.
pub fn agent(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let read = stage.run(stage.connection.agent_detail(PROJECT, AGENT));
    stage.check_requests(TRIES);
    assert!(answer.is_granted() || read.is_err());
    let Ok(AgentDetail { agent, config_project }) = read else { return };
    let texts = [
        &config_project.name,
        &config_project.name_with_namespace,
        &config_project.path,
        &config_project.path_with_namespace,
    ];
    for text in texts.into_iter().chain(&config_project.description) {
        oracle::check_shown(text);
    }
    let Some(json) = oracle::json(&answer.body) else { return };
    check_agent(&agent, &json);
    if let Some(project) = json.get("config_project").filter(|project| project.is_object()) {
        let description = config_project.description.as_deref();
        let theirs = oracle::string(project, "description").filter(|text| !text.is_empty());
        assert_eq!(description, theirs);
        assert_eq!(config_project.name, oracle::string(project, "name").unwrap_or_default());
    }
}

fn check_agent(agent: &Agent, json: &Value) {
    assert_eq!(oracle::id(json), Some(agent.id.0));
    assert_eq!(oracle::string(json, "name").unwrap_or_default(), agent.name);
    oracle::check_shown(&agent.name);
}

/// A registration: sent once; never denied if it happened, never reported if it did not.
pub fn agent_created(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let posted = stage.run(stage.connection.post_agent(PROJECT, "edge-seoul"));
    assert_eq!(stage.gitlab.sent().len(), 1);
    match posted {
        Posted::Created(agent) => {
            assert!(answer.is_granted());
            if let Some(json) = oracle::json(&answer.body) {
                check_agent(&agent, &json);
            }
        }
        Posted::Refused(_) => assert!(answer.is_refusal()),
        Posted::Unread(_) => assert_eq!(answer.status, 201),
        Posted::Lost(_) => assert!(answer.fate == Fate::Nothing || answer.status != 201),
    }
}
