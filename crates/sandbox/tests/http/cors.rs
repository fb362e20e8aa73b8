//! Cross-origin headers.

use crate::lab::{Lab, get, post};

const AGENTS: &str = "/projects/20/cluster_agents";
const EXPOSED: &str = "Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, \
                       X-Prev-Page, X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, \
                       X-Gitlab-Content-Sha256, X-Gitlab-Encoding, X-Gitlab-File-Name, \
                       X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, X-Gitlab-Size, \
                       X-Request-Id, ETag";

#[test]
fn a_preflight_needs_no_token() {
    let lab = Lab::new();
    let ask = get(AGENTS)
        .unsigned()
        .method("OPTIONS")
        .header("origin", "http://console.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,private-token");
    let answer = lab.ask(ask);
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let headers = [
        "access-control-allow-origin",
        "access-control-allow-methods",
        "access-control-allow-headers",
        "access-control-max-age",
        "access-control-allow-credentials",
        "vary",
    ];
    let expected = [
        "*",
        "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
        "content-type,private-token",
        "7200",
        "",
        "Origin",
    ];
    assert_eq!(headers.map(|name| answer.header(name)), expected);
}

#[test]
fn responses_and_refusals_are_readable_from_every_origin() {
    let lab = Lab::new();
    let asks = [
        (get(AGENTS), 200),
        (get(AGENTS).unsigned(), 401),
        (post(AGENTS, "{}").by("readonly"), 403),
        (get("/projects/999/cluster_agents"), 404),
        (post(AGENTS, "{}"), 400),
        (get("/nothing"), 404),
    ];
    for (ask, status) in asks {
        let answer = lab.ask(ask.header("origin", "http://console.example"));
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{status}");
        assert_eq!(answer.header("access-control-expose-headers"), EXPOSED, "{status}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{status}");
    }
}

#[test]
fn only_gitlabs_own_origin_may_send_cookies() {
    let lab = Lab::new();
    let answer = lab.ask(get(AGENTS).header("origin", lab.url()));
    assert_eq!(answer.header("access-control-allow-origin"), lab.url());
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
}

#[test]
fn without_an_origin_there_are_no_cors_headers() {
    let answer = Lab::new().ask(get(AGENTS));
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("vary"), "Origin");
}

#[test]
fn malformed_requests_are_refused_before_cors() {
    let lab = Lab::new();
    let answer = lab.ask(post(AGENTS, "{").header("origin", "http://console.example"));
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn every_response_has_its_own_id() {
    let lab = Lab::new();
    let ids = [get(AGENTS), get(AGENTS), get("/nothing")]
        .map(|ask| lab.ask(ask).header("x-request-id").to_owned());
    assert!(ids.iter().all(|id| id.len() == 26), "{ids:?}");
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}

#[test]
fn an_unchanged_response_is_304() {
    let lab = Lab::new();
    let tag = lab.ask(get(AGENTS)).header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    let again = lab.ask(get(AGENTS).header("if-none-match", &tag));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn other_addresses_lead_to_the_login_page_without_cors() {
    let lab = Lab::new();
    for path in ["/", "/root/test", "/gitlab/api/v4/metadata"] {
        let answer = lab.raw(get(path).header("origin", "http://console.example"));
        assert_eq!(answer.status, 302, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    let page = lab.raw(get("/users/sign_in"));
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
}
