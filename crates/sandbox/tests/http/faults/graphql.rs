//! Faults in what GraphQL knows and answers.

use serde_json::{Value, json};

use crate::lab::{Lab, post};

const QUERY: &str = r#"{ project(fullPath: "root/test") { clusterAgents(first: 2) {
    nodes { name tokens { nodes { lastUsedAt } } } pageInfo { hasNextPage endCursor } } } }"#;

fn ask(lab: &Lab) -> Value {
    let answer = lab.raw(post("/api/graphql", &json!({"query": QUERY}).to_string()));
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
}

#[test]
fn an_agent_can_come_or_go_between_pages() {
    let lab = Lab::new();
    lab.fault("POST", "graphql", json!({"kind": "mutate_between_pages", "change": "remove"}));
    assert_eq!(ask(&lab)["data"]["project"]["clusterAgents"]["nodes"][0]["name"], "agent-1");
    assert_eq!(ask(&lab)["data"]["project"]["clusterAgents"]["nodes"][0]["name"], "agent-2");
}
