//! Faults that replace GitLab's responses, and their rules.

use serde_json::json;

use super::{AGENTS, allowed, commits, create, cross, register};
use crate::lab::{Lab, get};

#[test]
fn rules_are_returned_and_count_from_one() {
    let lab = Lab::new();
    let rules = json!({"rules": [
        {"method": "GET", "path": "/cluster_agents$", "nth": 2, "fault": {"kind": "html"}},
    ]});
    assert_eq!(lab.control("POST", "faults", Some(rules.clone())), rules);
    let kind = || lab.ask(get(AGENTS)).header("content-type").to_owned();
    let kinds = [kind(), kind(), kind()];
    assert_eq!(kinds, ["application/json", "text/html; charset=utf-8", "application/json"]);
    assert_eq!(lab.ask(register("other-method")).status, 201);
    assert_eq!(lab.ask(get("/projects/20/cluster_agents/1")).status, 200);
}

#[test]
fn a_status_replaces_the_response() {
    let lab = Lab::new();
    lab.fault(
        "POST",
        AGENTS,
        json!({
            "kind": "status",
            "code": 500,
            "body": {"message": "500 Internal Server Error"},
            "headers": {"Retry-After": "7"},
        }),
    );
    let answer = lab.ask(cross(register("lost")));
    assert_eq!(answer.status, 500);
    assert_eq!(answer.body, r#"{"message":"500 Internal Server Error"}"#);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("retry-after"), "7");
    assert!(allowed(&answer));
    assert_eq!(commits(&lab), 0);

    lab.fault(
        "GET",
        "",
        json!({"kind": "status", "code": 429, "body": "slow", "content_type": "text/html"}),
    );
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!(
        (answer.status, answer.header("content-type"), answer.body.as_str()),
        (429, "text/html", "slow")
    );
}

#[test]
fn proxies_in_front_of_gitlab_send_no_cors_headers() {
    let lab = Lab::new();
    for code in [301, 502, 503, 504] {
        lab.fault("GET", "", json!({"kind": "status", "code": code}));
        let answer = lab.ask(cross(get(AGENTS)));
        assert_eq!((answer.status, allowed(&answer)), (code, false));
    }
    lab.fault("GET", "", json!({"kind": "status", "code": 502, "cors": true}));
    assert!(allowed(&lab.ask(cross(get(AGENTS)))));
    lab.fault("GET", "", json!({"kind": "status", "code": 403, "cors": false}));
    assert!(!allowed(&lab.ask(cross(get(AGENTS)))));
}

#[test]
fn maintenance_refuses_writes_and_hides_the_reason_from_all_but_json() {
    let lab = Lab::new();
    lab.control("POST", "faults", Some(json!({"rules": [{"fault": {"kind": "maintenance"}}]})));
    assert_eq!(lab.ask(get(AGENTS)).status, 200);
    let refused = lab.ask(cross(register("x")));
    assert_eq!(
        (refused.status, refused.header("retry-after"), allowed(&refused)),
        (503, "900", false)
    );
    assert_eq!(refused.body, r#"{"message":"GitLab is undergoing maintenance"}"#);
    let gone = lab.ask(
        get("/projects/20/cluster_agents/1")
            .method("DELETE")
            .header("referer", "http://r.example/"),
    );
    assert_eq!((gone.status, gone.header("location")), (301, "http://r.example/"));
    assert_eq!(commits(&lab), 0);
}

#[test]
fn cors_headers_can_be_left_out() {
    let lab = Lab::new();
    assert!(allowed(&lab.ask(cross(get(AGENTS)))));
    lab.fault("GET", AGENTS, json!({"kind": "no_cors"}));
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!((answer.status, allowed(&answer)), (200, false));
}

#[test]
fn a_preflight_can_fail() {
    let lab = Lab::new();
    let preflight = |method| {
        let ask = cross(get(AGENTS).unsigned()).method("OPTIONS");
        lab.ask(ask.header("access-control-request-method", method))
    };
    lab.fault("DELETE", AGENTS, json!({"kind": "preflight_fail"}));
    let failed = preflight("DELETE");
    assert_eq!((failed.status, allowed(&failed)), (405, false));
    assert_eq!(preflight("GET").status, 200);
    assert_eq!(lab.ask(get(AGENTS)).status, 200);
}

#[test]
fn a_response_can_redirect() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "redirect", "to": "http://login.example/"}));
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!((answer.status, answer.header("location")), (302, "http://login.example/"));
}

#[test]
fn a_login_page_can_replace_json() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "html"}));
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!((answer.status, allowed(&answer)), (200, true));
    assert!(answer.body.starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_rate_limit_allows_a_number_per_minute() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "rate", "per_minute": 2}));
    let ask = || lab.ask(cross(get(AGENTS)));
    let first = ask();
    assert_eq!((first.status, first.header("ratelimit-remaining")), (200, "1"));
    assert_eq!(ask().status, 200);
    let refused = ask();
    assert_eq!((refused.status, refused.body.as_str()), (429, "Retry later\n"));
    assert_eq!(refused.header("content-type"), "text/plain");
    assert_eq!(refused.header("ratelimit-limit"), "2");
    assert_eq!(refused.header("ratelimit-observed"), "3");
    assert!(refused.headers.contains_key("ratelimit-resettime"));
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(allowed(&refused));
    let exposed = refused.header("access-control-expose-headers").to_lowercase();
    assert!(!exposed.contains("retry-after") && !exposed.contains("ratelimit"));

    lab.control("POST", "clock", Some(json!({"advance_ms": 60_000})));
    assert_eq!(ask().status, 200);
}

#[test]
fn several_faults_hit_one_request() {
    let lab = Lab::new();
    let rules = json!({"rules": [
        {"method": "POST", "fault": {"kind": "no_secret"}},
        {"method": "POST", "fault": {"kind": "no_cors"}},
        {"query": "per_page=9", "fault": {"kind": "html"}},
    ]});
    lab.control("POST", "faults", Some(rules));
    let made = lab.ask(cross(create("x")));
    assert_eq!((made.status, allowed(&made), made.json().get("token")), (201, false, None));
    assert!(lab.ask(get(&format!("{AGENTS}?per_page=9"))).body.starts_with("<!DOCTYPE"));
    assert_eq!(lab.ask(get(&format!("{AGENTS}?per_page=8"))).rows("id"), [1, 2, 5]);
}
