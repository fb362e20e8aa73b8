//! Faults in connections and timing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{AGENTS, TOKENS, commits, create, register};
use crate::lab::{Lab, get};

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
fn any_response_can_follow_the_commit() {
    let lab = Lab::new();
    let fault = json!({"kind": "after_commit", "code": 408, "body": "stream timeout"});
    lab.fault("POST", AGENTS, fault);
    let answer = lab.ask(register("kept"));
    assert_eq!((answer.status, answer.header("content-type")), (408, "text/plain"));
    assert_eq!(commits(&lab), 1);
    assert!(lab.ask(get(AGENTS)).rows("name").contains(&json!("kept")));
}

#[test]
fn while_rules_drop_connections_none_is_reused() {
    let lab = Lab::new();
    assert_eq!(lab.ask(get(AGENTS)).header("connection"), "");
    lab.fault("POST", "", json!({"kind": "drop_after_commit"}));
    assert_eq!(lab.ask(get(AGENTS)).header("connection"), "close");
}

/// Sends a raw request and reads until the connection ends.
fn wire(lab: &Lab, request: &str) -> String {
    let mut stream = send(lab, request);
    let mut received = Vec::new();
    // A reset ends it as well as a proper close.
    let _ = stream.read_to_end(&mut received);
    String::from_utf8(received).unwrap()
}

fn send(lab: &Lab, request: &str) -> TcpStream {
    let address = lab.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// Polls until the condition holds. Each poll is a request to the sandbox, so few are needed.
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
fn a_held_reply_follows_the_commit() {
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
fn a_delayed_request_runs_even_if_its_client_disconnects() {
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
fn a_delay_ends_by_itself() {
    let lab = Lab::new();
    lab.fault("GET", AGENTS, json!({"kind": "delay", "ms": 30}));
    let started = Instant::now();
    assert_eq!(lab.ask(get(AGENTS)).status, 200);
    assert!(started.elapsed() >= Duration::from_millis(30));
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
fn idle_connections_are_closed_when_rules_come_that_drop_some() {
    let lab = Lab::new();
    let unused = send(&lab, "");
    let mut used = send(&lab, "HEAD /api/v4/version HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut head = [0; 12];
    used.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 401");
    lab.fault("POST", "", json!({"kind": "drop_before_commit"}));
    for mut connection in [unused, used] {
        // Reads to the end, which only comes when the connection closes.
        connection.read_to_end(&mut Vec::new()).unwrap();
    }
}
