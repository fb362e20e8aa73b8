//! Every fault, seen from the client's side.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::lab::{Answer, Ask, Lab, get, post};

const AGENTS: &str = "/projects/20/cluster_agents";
const TOKENS: &str = "/projects/20/cluster_agents/1/tokens";
const ORIGIN: &str = "http://console.example";

fn cross(ask: Ask) -> Ask {
    ask.header("origin", ORIGIN)
}

fn allowed(answer: &Answer) -> bool {
    answer.header("access-control-allow-origin") == "*"
}

fn commits(lab: &Lab) -> usize {
    lab.control("GET", "ledger", None).as_array().unwrap().len()
}

fn register(name: &str) -> Ask {
    post(AGENTS, &json!({"name": name}).to_string())
}

fn create(name: &str) -> Ask {
    post(TOKENS, &json!({"name": name}).to_string())
}

#[test]
fn rules_are_answered_and_count_from_one() {
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
fn a_status_takes_the_place_of_the_answer() {
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
fn what_stands_in_front_of_gitlab_sends_no_cors_headers() {
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
fn a_drop_before_the_commit_leaves_nothing() {
    let lab = Lab::new();
    lab.fault("POST", AGENTS, json!({"kind": "drop_before_commit"}));
    assert!(lab.try_ask(register("lost")).is_err());
    assert_eq!(commits(&lab), 0);
}

#[test]
fn a_drop_after_the_commit_leaves_the_agent() {
    let lab = Lab::new();
    lab.fault("POST", AGENTS, json!({"kind": "drop_after_commit"}));
    assert!(lab.try_ask(register("kept")).is_err());
    assert_eq!(commits(&lab), 1);
    assert!(lab.ask(get(AGENTS)).rows("name").contains(&json!("kept")));
}

#[test]
fn while_connections_are_dropped_none_is_used_twice() {
    let lab = Lab::new();
    assert_eq!(lab.ask(get(AGENTS)).header("connection"), "");
    lab.fault("POST", "", json!({"kind": "drop_after_commit"}));
    assert_eq!(lab.ask(get(AGENTS)).header("connection"), "close");
}

/// Sends a request by hand and reads whatever comes until the connection ends.
fn wire(lab: &Lab, request: &str) -> String {
    let mut stream = send(lab, request);
    let mut received = Vec::new();
    // A reset ends it as well as a proper close does.
    let _ = stream.read_to_end(&mut received);
    String::from_utf8(received).unwrap()
}

fn send(lab: &Lab, request: &str) -> TcpStream {
    let address = lab.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// Asks until it is so. The sandbox answers each time, so this turns only a few times.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
        thread::yield_now();
    }
}

fn asked(lab: &Lab, method: &str) -> u64 {
    let counts = lab.control("GET", "requests", None);
    let of_method = |count: &&Value| count["method"] == method;
    counts
        .as_array()
        .unwrap()
        .iter()
        .filter(of_method)
        .filter_map(|one| one["count"].as_u64())
        .sum()
}

#[test]
fn a_reply_is_cut_at_any_byte() {
    let lab = Lab::new();
    let whole = lab.ask(get(AGENTS)).body;
    for bytes in [0, 1, 17, whole.len() - 1, whole.len()] {
        lab.fault("GET", AGENTS, json!({"kind": "cut_after", "bytes": bytes}));
        let reply = wire(
            &lab,
            "GET /api/v4/projects/20/cluster_agents HTTP/1.1\r\nHost: a\r\n\
             Private-Token: glpat-sandbox-owner\r\n\r\n",
        );
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
        assert_eq!(body, &whole[..bytes]);
        let promised = whole.len().max(bytes + 1);
        assert!(head.contains(&format!("content-length: {promised}\r\n")), "{head}");
        assert!(lab.try_ask(get(AGENTS)).is_err(), "{bytes}");
    }
}

#[test]
fn a_cut_reply_to_a_write_was_a_commit() {
    let lab = Lab::new();
    lab.fault("POST", TOKENS, json!({"kind": "cut_after", "bytes": 40}));
    assert!(lab.try_ask(create("cut")).is_err());
    assert_eq!(lab.ask(get(TOKENS)).rows("name"), ["cut"]);
}

#[test]
fn a_held_reply_comes_after_the_commit() {
    let lab = Lab::new();
    lab.fault("POST", TOKENS, json!({"kind": "hold"}));
    thread::scope(|scope| {
        let reply = scope.spawn(|| lab.ask(create("late")));
        until("the token is created", || commits(&lab) == 1);
        assert!(!reply.is_finished());
        lab.control("POST", "faults", Some(json!({"rules": []})));
        assert_eq!(reply.join().unwrap().status, 201);
    });
}

#[test]
fn a_delayed_request_is_carried_out_though_its_client_has_gone() {
    let lab = Lab::new();
    lab.fault("POST", TOKENS, json!({"kind": "delay", "ms": 600_000}));
    let client = send(
        &lab,
        "POST /api/v4/projects/20/cluster_agents/1/tokens HTTP/1.1\r\nHost: a\r\n\
         Private-Token: glpat-sandbox-owner\r\nContent-Type: application/json\r\n\
         Content-Length: 16\r\n\r\n{\"name\":\"alone\"}",
    );
    until("the request arrives", || asked(&lab, "POST") == 1);
    assert_eq!(commits(&lab), 0);
    drop(client);
    lab.control("POST", "faults", Some(json!({"rules": []})));
    until("the token is created", || commits(&lab) == 1);
}

#[test]
fn a_time_to_wait_passes_by_itself() {
    let lab = Lab::new();
    lab.fault("GET", AGENTS, json!({"kind": "delay", "ms": 30}));
    let started = Instant::now();
    assert_eq!(lab.ask(get(AGENTS)).status, 200);
    assert!(started.elapsed() >= Duration::from_millis(30));
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
fn an_answer_can_lead_elsewhere() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "redirect", "to": "http://login.example/"}));
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!((answer.status, answer.header("location")), (302, "http://login.example/"));
}

#[test]
fn a_login_page_can_take_the_place_of_json() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "html"}));
    let answer = lab.ask(cross(get(AGENTS)));
    assert_eq!((answer.status, allowed(&answer)), (200, true));
    assert!(answer.body.starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_bomb_is_small_on_the_wire() {
    let lab = Lab::new();
    lab.fault("GET", "", json!({"kind": "gzip_bomb"}));
    let mut answer =
        crate::lab::client().get(format!("{}/api/v4{AGENTS}", lab.url())).call().unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    let packed = answer.body_mut().read_to_vec().unwrap();
    assert!(packed.len() < 1024 * 1024, "{}", packed.len());
    let length = packed.last_chunk::<4>().map(|length| u32::from_le_bytes(*length));
    assert_eq!(length, Some(200 * 1024 * 1024));
}

#[test]
fn a_throttle_lets_so_many_through_a_minute() {
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
fn the_list_can_change_between_its_pages() {
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
fn lists_can_be_late() {
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
fn answers_can_be_odd() {
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
fn a_personal_access_token_can_end_in_the_middle() {
    let lab = Lab::new();
    let rules = json!({"rules": [{"path": AGENTS, "nth": 2, "fault": {"kind": "expire_pat"}}]});
    lab.control("POST", "faults", Some(rules));
    let status = |who: &str| lab.ask(get(AGENTS).by(who)).status;
    assert_eq!([status("owner"), status("owner"), status("owner")], [200, 401, 401]);
    assert_eq!(status("maintainer"), 200);
}

#[test]
fn the_limit_of_tokens_can_be_another() {
    let lab = Lab::new();
    lab.fault("POST", "", json!({"kind": "limit_tokens", "n": 3}));
    let statuses = ["a", "b", "c", "d"].map(|name| lab.ask(create(name)).status);
    assert_eq!(statuses, [201, 201, 201, 400]);
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
