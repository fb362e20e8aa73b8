//! Faults in lists and rows.

use serde_json::{Value, json};

use super::{AGENTS, commits, create, register};
use crate::lab::{Lab, get};

#[test]
fn totals_can_be_left_out() {
    let lab = Lab::new();
    lab.fault("GET", AGENTS, json!({"kind": "omit_total"}));
    let answer = lab.ask(get(&format!("{AGENTS}?per_page=1")));
    assert_eq!((answer.header("x-total"), answer.header("x-total-pages")), ("", ""));
    assert_eq!(answer.header("x-next-page"), "2");
    assert!(answer.header("link").contains("rel=\"next\""));
    assert!(!answer.header("link").contains("rel=\"last\""));
}

#[test]
fn pages_can_loop() {
    let lab = Lab::new();
    lab.fault("GET", AGENTS, json!({"kind": "loop_pages"}));
    let answer = lab.ask(get(&format!("{AGENTS}?per_page=1&page=2")));
    assert_eq!(answer.header("x-next-page"), "2");
    let next = answer.header("link").split(", ").find(|link| link.contains("rel=\"next\""));
    assert!(next.unwrap().contains("&page=2&"), "{next:?}");
}

#[test]
fn a_list_can_change_between_pages() {
    let lab = Lab::new();
    let pages = |change: Value| {
        lab.reset();
        let mut fault = json!({"kind": "mutate_between_pages"});
        fault["change"] = change;
        lab.fault("GET", AGENTS, fault);
        [1, 2].map(|page| lab.ask(get(&format!("{AGENTS}?per_page=2&page={page}"))).rows("id"))
    };
    assert_eq!(pages(json!("insert")), [[1, 2], [2, 5]], "a row comes twice");
    assert_eq!(commits(&lab), 1);
    let [first, second] = pages(json!("remove"));
    assert_eq!((first.len(), second.len()), (2, 0), "a row is missed");
    assert_eq!(lab.control("GET", "ledger", None)[0]["pat"], Value::Null);
}

#[test]
fn lists_can_be_stale() {
    let lab = Lab::new();
    lab.ask(register("new"));
    lab.ask(get("/projects/20/cluster_agents/1").method("DELETE"));
    lab.ask(get("/projects/20/cluster_agents/5/tokens/1").method("DELETE"));
    lab.fault("GET", "", json!({"kind": "list_stale", "ms": 60_000}));
    assert_eq!(lab.ask(get(AGENTS)).rows("id"), [1, 2, 5]);
    assert_eq!(lab.ask(get("/projects/20/cluster_agents/5/tokens")).rows("id"), [1, 2]);
    assert_eq!(lab.ask(get("/projects/20/cluster_agents/1")).status, 404);
    lab.control("POST", "clock", Some(json!({"advance_ms": 60_001})));
    assert_eq!(lab.ask(get(AGENTS)).rows("name"), ["agent-2", "agent-5", "new"]);
    assert_eq!(lab.ask(get("/projects/20/cluster_agents/5/tokens")).rows("id"), [2]);
}

#[test]
fn rows_can_be_broken() {
    let lab = Lab::new();
    let tokens = "/projects/20/cluster_agents/5/tokens";
    lab.fault("GET", "", json!({"kind": "unknown_enum"}));
    assert_eq!(lab.ask(get(tokens)).rows("status"), ["hibernating", "hibernating"]);

    lab.fault("GET", "", json!({"kind": "nulls"}));
    let answer = lab.ask(get(AGENTS));
    assert_eq!(answer.rows("created_by_user_id"), [Value::Null, Value::Null, Value::Null]);
    assert_eq!(answer.rows("name"), ["agent-1", "agent-2", "agent-5"]);

    lab.fault("GET", "", json!({"kind": "nulls", "fields": ["name", "config_project"], "row": 1}));
    let answer = lab.ask(get(AGENTS));
    assert_eq!(answer.rows("name"), [json!("agent-1"), Value::Null, json!("agent-5")]);

    lab.fault("POST", "", json!({"kind": "no_secret"}));
    let made = lab.ask(create("no-secret"));
    assert_eq!((made.status, made.json().get("token")), (201, None));
}

#[test]
fn ids_can_be_larger_than_a_javascript_number() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "big_ids"}));
    let big = 9_007_199_254_740_992_u64;
    let ids = lab.ask(get(AGENTS)).rows("id");
    assert_eq!(ids, [big + 1, big + 2, big + 5]);
    let agent = lab.ask(get(&format!("/projects/{}/cluster_agents/{}", big + 20, ids[2])));
    assert_eq!(agent.json()["name"], "agent-5");
    assert_eq!(agent.json()["config_project"]["id"], big + 20);

    lab.fault("GET", "", json!({"kind": "big_ids", "text": true}));
    assert_eq!(lab.ask(get(AGENTS)).rows("id")[0], "9007199254740993");
}

#[test]
fn a_personal_access_token_can_expire_midway() {
    let lab = Lab::new();
    let rules = json!({"rules": [{"path": AGENTS, "nth": 2, "fault": {"kind": "expire_pat"}}]});
    lab.control("POST", "faults", Some(rules));
    let status = |who: &str| lab.ask(get(AGENTS).by(who)).status;
    assert_eq!([status("owner"), status("owner"), status("owner")], [200, 401, 401]);
    assert_eq!(status("maintainer"), 200);
}

#[test]
fn the_token_limit_can_be_changed() {
    let lab = Lab::new();
    lab.fault("POST", "", json!({"kind": "limit_tokens", "n": 3}));
    let statuses = ["a", "b", "c", "d"].map(|name| lab.ask(create(name)).status);
    assert_eq!(statuses, [201, 201, 201, 400]);
}
