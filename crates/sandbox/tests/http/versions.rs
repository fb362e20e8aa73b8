//! Differences between GitLab versions and editions.

use sandbox::{Edition, Options};

use crate::lab::{Lab, get, post, rule};

const TOKENS: &str = "/projects/20/cluster_agents/5/tokens";
const NAME: &str = r#"{"name":"some-name"}"#;
const NO_ROUTE: &str = r#"{"error":"404 Not Found"}"#;

fn version(version: &str) -> Lab {
    Lab::with(Options { version: version.parse().unwrap(), ..Options::default() })
}

#[test]
fn the_limit_of_two_tokens_came_with_16_2() {
    version("16.1").check(vec![
        rule("a third", post(TOKENS, NAME)).has(201, r#""token":"glagent-"#),
        rule("a fourth", post(TOKENS, NAME)).after(post(TOKENS, NAME)).has(201, r#""agent_id":5"#),
    ]);
    version("16.2").check(vec![rule("no third", post(TOKENS, NAME)).has(400, "only two active")]);
}

#[test]
fn helper_endpoints_came_with_their_versions() {
    let myself = || get("/personal_access_tokens/self");
    version("15.1").check(vec![
        rule("no metadata yet", get("/metadata")).is(404, NO_ROUTE),
        rule("but a version", get("/version")).has(200, r#""version":"15.1.0-ee""#),
    ]);
    version("15.4").check(vec![
        rule("metadata", get("/metadata")).has(200, r#""version":"15.4.0-ee""#),
        rule("no token about itself", myself()).is(404, NO_ROUTE),
    ]);
    let lab = version("15.5");
    lab.check(vec![rule("a token about itself", myself()).has(200, r#""user_id":51"#)]);
    let metadata = lab.ask(get("/metadata")).json();
    assert_eq!(metadata.get("enterprise"), None, "since 15.6");
    assert_eq!(metadata["kas"].get("externalK8sProxyUrl"), None, "since 17.6");
    assert_eq!(lab.ask(myself()).json().get("description"), None, "since 17.7");
}

#[test]
fn agents_of_the_community_edition_are_never_receptive() {
    let agent = |lab: &Lab| lab.ask(get("/projects/20/cluster_agents/1")).json();
    let community = Lab::with(Options { edition: Edition::Ce, ..Options::default() });
    assert_eq!(agent(&community).get("is_receptive"), None);
    let metadata = community.ask(get("/metadata")).json();
    assert_eq!((&metadata["enterprise"], &metadata["version"]), (&false.into(), &"18.9.0".into()));
    assert_eq!(agent(&version("17.3")).get("is_receptive"), None);
    assert_eq!(agent(&version("17.4"))["is_receptive"], false);
}

#[test]
fn older_versions_refuse_broken_json_in_plain_text() {
    let refused = version("18.4").ask(post("/projects/20/cluster_agents", "{"));
    assert_eq!((refused.status, refused.body.as_str()), (400, "Bad Request"));
    assert_eq!(refused.header("content-type"), "text/plain");
}

#[test]
fn a_relative_root_goes_before_everything() {
    let lab = Lab::with(Options { url_root: "/gitlab".to_owned(), ..Options::default() });
    assert!(lab.url().ends_with("/gitlab"));
    let project = lab.ask(get("/projects/20")).json();
    assert_eq!(project["web_url"], format!("{}/root/test", lab.url()));
    let origin = lab.url().strip_suffix("/gitlab").unwrap();
    let answer = crate::lab::client().get(format!("{origin}/api/v4/version")).call().unwrap();
    assert_eq!(answer.status(), 302, "the API is below the root only");
}
