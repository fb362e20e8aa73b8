//! The control routes.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::lab::{Lab, delete, get, post};

const AGENTS: &str = "/projects/20/cluster_agents";
const TOKENS: &str = "/projects/20/cluster_agents/1/tokens";

#[test]
fn the_ledger_lists_every_commit_in_order() {
    let lab = Lab::new();
    let agent = lab.ask(post(AGENTS, r#"{"name":"mine"}"#).by("owner")).json();
    let token = lab.ask(post(TOKENS, r#"{"name":"key"}"#)).json();
    lab.ask(delete(&format!("{TOKENS}/{}", token["id"])));
    lab.ask(delete(&format!("{AGENTS}/{}", agent["id"])));
    lab.ask(post(AGENTS, r#"{"name":"agent-1"}"#));
    lab.ask(get(AGENTS));

    let ledger = lab.control("GET", "ledger", None);
    let told = |entry: &Value| {
        ["action", "pat", "project_id", "agent_id", "token_id", "name"]
            .map(|key| entry[key].clone())
    };
    let (owner, maintainer) = (json!("glpat-sandbox-owner"), json!("glpat-sandbox-maintainer"));
    let expected = [
        [json!("create_agent"), owner, json!(20), agent["id"].clone(), Value::Null, json!("mine")],
        [
            json!("create_token"),
            maintainer.clone(),
            json!(20),
            json!(1),
            token["id"].clone(),
            json!("key"),
        ],
        [
            json!("revoke_token"),
            maintainer.clone(),
            json!(20),
            json!(1),
            token["id"].clone(),
            json!("key"),
        ],
        [
            json!("delete_agent"),
            maintainer,
            json!(20),
            agent["id"].clone(),
            Value::Null,
            json!("mine"),
        ],
    ];
    let entries = ledger.as_array().unwrap();
    assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(entries.iter().all(|entry| entry["time"].is_string()));

    let secret = token["token"].as_str().unwrap();
    let hash: String = Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(entries[1]["secret_sha256"], hash);
    assert!(!ledger.to_string().contains(secret));
}

#[test]
fn requests_are_counted_by_route() {
    let lab = Lab::new();
    lab.ask(get(AGENTS));
    lab.ask(get("/projects/root%2Ftest/cluster_agents?page=2"));
    lab.ask(get("/projects/20/cluster_agents/5/tokens/1").unsigned());
    let preflight = get(AGENTS).method("OPTIONS").header("origin", "http://a.example");
    lab.ask(preflight.header("access-control-request-method", "GET"));
    let expected = json!([
        {"method": "GET", "route": "/projects/:id/cluster_agents", "count": 2, "preflights": 1},
        {
            "method": "GET",
            "route": "/projects/:id/cluster_agents/:agent_id/tokens/:token_id",
            "count": 1,
            "preflights": 0
        },
    ]);
    assert_eq!(lab.control("GET", "requests", None), expected);
}

#[test]
fn a_reset_restores_everything() {
    let lab = Lab::new();
    let create = || lab.ask(post(TOKENS, r#"{"name":"key"}"#)).json();
    let first = create();
    lab.ask(delete("/projects/20/cluster_agents/5"));
    lab.control("POST", "clock", Some(json!({"advance_ms": 86_400_000_000_u64})));
    lab.fault("GET", "", json!({"kind": "status", "code": 500}));

    lab.reset();
    assert_eq!(lab.control("GET", "ledger", None), json!([]));
    assert_eq!(lab.control("GET", "requests", None), json!([]));
    assert_eq!(lab.control("GET", "faults", None), json!({"rules": []}));
    assert_eq!(lab.ask(get(AGENTS)).rows("id"), [1, 2, 5]);
    let again = create();
    assert_eq!((&again["id"], &again["token"]), (&first["id"], &first["token"]));
    let year = |token: &Value| token["created_at"].as_str().unwrap()[..4].to_owned();
    assert_eq!(year(&again), year(&first));
}

#[test]
fn records_a_contact_of_an_agent() {
    let lab = Lab::new();
    let last =
        || lab.ask(get("/projects/20/cluster_agents/5/tokens/1")).json()["last_used_at"].clone();
    assert_eq!(last(), Value::Null);
    let contact = lab.control("POST", "agents/5/contact", Some(json!({"token_id": 1})));
    assert_eq!(last(), contact["last_used_at"]);

    let refused = lab.raw(post("/-/sandbox/agents/5/contact", r#"{"token_id":999}"#));
    assert_eq!(refused.status, 404);
    lab.ask(delete("/projects/20/cluster_agents/5/tokens/1"));
    assert_eq!(lab.raw(post("/-/sandbox/agents/5/contact", r#"{"token_id":1}"#)).status, 404);
}

#[test]
fn connected_agents_keep_connecting_as_the_clock_advances() {
    let lab = Lab::new();
    let age = || {
        let agent = lab.ask(get("/projects/101/cluster_agents")).json()[1].clone();
        assert_eq!(agent["name"], "prod-ap-1");
        let tokens = format!("/projects/101/cluster_agents/{}/tokens", agent["id"]);
        let token = lab.ask(get(&tokens)).rows("id")[0].clone();
        let seen = lab.ask(get(&format!("{tokens}/{token}"))).json()["last_used_at"].clone();
        let now = lab.control("GET", "clock", None)["now"].clone();
        let time = |value: &Value| humantime::parse_rfc3339(value.as_str().unwrap()).unwrap();
        time(&now).duration_since(time(&seen)).unwrap().as_secs()
    };
    assert!(age() < 90);
    lab.control("POST", "clock", Some(json!({"advance_ms": 3 * 86_400_000})));
    assert!(age() < 90);
}

#[test]
fn any_origin_may_call_the_control_routes() {
    let lab = Lab::new();
    let answer = lab.raw(get("/-/sandbox/ledger").unsigned().header("origin", "http://a.example"));
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*"));
}

#[test]
fn an_invalid_rule_is_refused() {
    let lab = Lab::new();
    for rules in [
        r#"{"rules":[{"fault":{"kind":"dropp"}}]}"#,
        r#"{"rules":[{"path":"(","fault":{"kind":"html"}}]}"#,
        r#"{"rules":[{"nht":1,"fault":{"kind":"html"}}]}"#,
        r#"{"rules":[{"fault":{"kind":"delay","seconds":1}}]}"#,
    ] {
        assert_eq!(lab.raw(post("/-/sandbox/faults", rules)).status, 422, "{rules}");
    }
}
