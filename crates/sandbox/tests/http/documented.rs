//! The example requests of GitLab's Agents API page, each in a new sandbox.

use serde_json::{Value, json};

use crate::lab::{Lab, delete, get, post};

fn agent(id: u64, name: &str) -> Value {
    json!({
        "id": id,
        "name": name,
        "config_project": {
            "id": 20,
            "description": "",
            "name": "test",
            "name_with_namespace": "Administrator / test",
            "path": "test",
            "path_with_namespace": "root/test",
            "created_at": "2022-03-20T20:42:40.221Z"
        },
        "created_at": "2022-04-20T20:42:40.221Z",
        "created_by_user_id": 42,
        "is_receptive": false
    })
}

fn token(id: u64, name: &str, description: Option<&str>) -> Value {
    json!({
        "id": id,
        "name": name,
        "description": description,
        "agent_id": 5,
        "status": "active",
        "created_at": "2022-03-25T14:12:11.497Z",
        "created_by_user_id": 1
    })
}

#[test]
fn agents_are_listed() {
    let answer = Lab::new().ask(get("/projects/20/cluster_agents"));
    assert_eq!(answer.status, 200);
    let rows = answer.json();
    assert_eq!(rows[0], agent(1, "agent-1"));
    assert_eq!(rows[1], agent(2, "agent-2"));
    assert_eq!(rows[2]["name"], "agent-5");
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
}

#[test]
fn an_agent_is_shown_with_its_keys_in_order() {
    let answer = Lab::new().ask(get("/projects/20/cluster_agents/1"));
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        "{\"id\":1,\"name\":\"agent-1\",\"config_project\":{\"id\":20,\"description\":\"\",\
         \"name\":\"test\",\"name_with_namespace\":\"Administrator / test\",\"path\":\"test\",\
         \"path_with_namespace\":\"root/test\",\"created_at\":\"2022-03-20T20:42:40.221Z\"},\
         \"created_at\":\"2022-04-20T20:42:40.221Z\",\"created_by_user_id\":42,\
         \"is_receptive\":false}"
    );
}

#[test]
fn an_agent_is_registered() {
    let lab = Lab::new();
    let answer = lab.ask(post("/projects/20/cluster_agents", r#"{"name":"some-agent"}"#));
    assert_eq!(answer.status, 201);
    let made = answer.json();
    assert_eq!(made["name"], "some-agent");
    assert_eq!(made["config_project"], agent(1, "agent-1")["config_project"]);
    assert_eq!(made["created_by_user_id"], 51);
    let path = format!("/projects/20/cluster_agents/{}", made["id"]);
    assert_eq!(lab.ask(get(&path)).json(), made);
}

#[test]
fn an_agent_is_deleted() {
    let lab = Lab::new();
    let answer = lab.ask(delete("/projects/20/cluster_agents/1"));
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(lab.ask(get("/projects/20/cluster_agents")).rows("id"), [2, 5]);
}

#[test]
fn tokens_are_listed_without_their_last_use() {
    let answer = Lab::new().ask(get("/projects/20/cluster_agents/5/tokens"));
    assert_eq!(answer.status, 200);
    let expected = json!([token(1, "abcd", Some("Some token")), token(2, "foobar", None)]);
    assert_eq!(answer.json(), expected);
}

#[test]
fn a_token_is_shown_with_its_last_use() {
    let answer = Lab::new().ask(get("/projects/20/cluster_agents/5/tokens/1"));
    assert_eq!(answer.status, 200);
    let mut expected = token(1, "abcd", Some("Some token"));
    expected["last_used_at"] = Value::Null;
    assert_eq!(answer.json(), expected);
}

#[test]
fn the_examples_singular_path_is_not_a_route() {
    let answer = Lab::new().ask(get("/projects/20/cluster_agents/5/token/1"));
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body, r#"{"error":"404 Not Found"}"#);
}

#[test]
fn a_third_token_needs_a_revocation_first() {
    let lab = Lab::new();
    let create = || post("/projects/20/cluster_agents/5/tokens", r#"{"name":"some-token"}"#);
    let refused = lab.ask(create());
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.body,
        "{\"message\":\"400 Bad request - An agent can have only two active tokens at a time\"}"
    );

    let revoked = lab.ask(delete("/projects/20/cluster_agents/5/tokens/1"));
    assert_eq!((revoked.status, revoked.body.as_str()), (204, ""));

    let created = lab.ask(create());
    assert_eq!(created.status, 201);
    let made = created.json();
    assert_eq!(made["name"], "some-token");
    assert_eq!(made["description"], Value::Null);
    assert_eq!(made["agent_id"], 5);
    assert_eq!(made["status"], "active");
    assert_eq!(made["last_used_at"], Value::Null);
    assert!(made["token"].as_str().unwrap().starts_with("glagent-"));
    let keys = [
        "id",
        "name",
        "description",
        "agent_id",
        "status",
        "created_at",
        "created_by_user_id",
        "last_used_at",
        "token",
    ];
    let mut rest = created.body.as_str();
    for key in keys {
        let at =
            rest.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key} is out of order"));
        rest = &rest[at..];
    }
}
