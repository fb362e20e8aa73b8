//! Faults in GraphQL's schema and responses.

use serde_json::{Value, json};

use crate::lab::{Lab, post};

const QUERY: &str = r#"{ project(fullPath: "root/test") { clusterAgents(first: 2) {
    nodes { name tokens { nodes { lastUsedAt } } } pageInfo { hasNextPage endCursor } } } }"#;

fn ask(lab: &Lab) -> Value {
    ask_for(lab, QUERY)
}

fn ask_for(lab: &Lab, query: &str) -> Value {
    let answer = lab.raw(post("/api/graphql", &json!({"query": query}).to_string()));
    assert_eq!(answer.status, 200);
    answer.json()
}

#[test]
fn a_field_can_be_missing() {
    let lab = Lab::new();
    for field in ["lastUsedAt", "ClusterAgentToken.lastUsedAt"] {
        lab.fault("POST", "graphql", json!({"kind": "graphql_without", "field": field}));
        let error = &ask(&lab)["errors"][0];
        assert_eq!(error["extensions"]["code"], "undefinedField");
        assert_eq!(
            error["message"],
            "Field 'lastUsedAt' doesn't exist on type 'ClusterAgentToken'"
        );
    }
    lab.fault("POST", "graphql", json!({"kind": "graphql_without", "field": "Group.name"}));
    assert_eq!(ask(&lab).get("errors"), None);
}

#[test]
fn less_can_be_too_complex() {
    let lab = Lab::new();
    lab.fault("POST", "graphql", json!({"kind": "graphql_complexity", "max": 12}));
    let said = ask(&lab)["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(said.ends_with(", which exceeds max complexity of 12"), "{said}");
}

#[test]
fn values_can_be_null() {
    let lab = Lab::new();
    lab.fault("POST", "graphql", json!({"kind": "graphql_nulls", "field": "tokens"}));
    let agent = ask(&lab)["data"]["project"]["clusterAgents"]["nodes"][0].clone();
    assert_eq!(agent, json!({"name": "agent-1", "tokens": null}));
    // Aliases do not matter.
    let aliased = QUERY.replace("project(", "p0: project(");
    lab.fault("POST", "graphql", json!({"kind": "graphql_nulls", "field": "project"}));
    assert_eq!(ask_for(&lab, &aliased)["data"], json!({"p0": null}));
}

#[test]
fn lists_can_be_empty() {
    let lab = Lab::new();
    lab.fault("POST", "graphql", json!({"kind": "graphql_empty"}));
    let agents = ask(&lab)["data"]["project"]["clusterAgents"].clone();
    assert_eq!(agents["nodes"][0], json!({"name": "agent-1", "tokens": {"nodes": []}}));
    assert_eq!(agents["pageInfo"]["hasNextPage"], true);
    lab.fault("POST", "graphql", json!({"kind": "graphql_empty", "field": "clusterAgents"}));
    let agents = ask(&lab)["data"]["project"]["clusterAgents"].clone();
    let info = json!({"hasNextPage": false, "endCursor": null});
    assert_eq!(agents, json!({"nodes": [], "pageInfo": info}));
}

#[test]
fn an_agent_can_come_or_go_between_pages() {
    let lab = Lab::new();
    lab.fault("POST", "graphql", json!({"kind": "mutate_between_pages", "change": "remove"}));
    assert_eq!(ask(&lab)["data"]["project"]["clusterAgents"]["nodes"][0]["name"], "agent-1");
    assert_eq!(ask(&lab)["data"]["project"]["clusterAgents"]["nodes"][0]["name"], "agent-2");
}
