//! The caller's token, user and GitLab.

use serde_json::{Value, json};

use crate::lab::{Lab, get, rule};

#[test]
fn a_token_can_describe_itself_with_any_scope() {
    let lab = Lab::new();
    let own = |who: &str| lab.ask(get("/personal_access_tokens/self").by(who)).json();
    let maintainer = own("maintainer");
    assert_eq!(maintainer["user_id"], 51);
    assert_eq!(maintainer["scopes"], json!(["api"]));
    assert_eq!((&maintainer["active"], &maintainer["revoked"]), (&json!(true), &json!(false)));
    assert_eq!(own("readonly")["scopes"], json!(["read_api"]));
    assert_eq!(own("read-user")["scopes"], json!(["read_user"]));

    let now = lab.control("GET", "clock", None)["now"].as_str().unwrap().to_owned();
    let date = |text: &str| humantime::parse_rfc3339_weak(&format!("{text}T00:00:00Z")).unwrap();
    let ends = own("expiring")["expires_at"].as_str().unwrap().to_owned();
    let days = date(&ends).duration_since(date(&now[..10])).unwrap().as_secs() / 86_400;
    assert_eq!(days, 5);
}

#[test]
fn a_token_expires_at_the_start_of_its_day() {
    let lab = Lab::new();
    let status = || lab.ask(get("/user").by("expiring")).status;
    assert_eq!(status(), 200);
    lab.control("POST", "clock", Some(json!({"advance_ms": 4 * 86_400_000_u64})));
    assert_eq!(status(), 200);
    lab.control("POST", "clock", Some(json!({"advance_ms": 86_400_000})));
    assert_eq!(status(), 401);
}

#[test]
fn who_somebody_is() {
    let hidden = r#"{"message":"404 User Not Found"}"#;
    Lab::new().check(vec![
        rule("oneself", get("/user").by("korean")).has(200, r#""name":"이지훈""#),
        rule("and one's language", get("/user").by("korean"))
            .has(200, r#""preferred_language":"ko""#),
        rule("with read_user too", get("/user").by("read-user")).has(200, r#""id":51"#),
        rule("nobody is nobody", get("/user").unsigned())
            .is(401, r#"{"message":"401 Unauthorized"}"#),
        rule("the author of the documented agents", get("/users/42"))
            .has(200, r#""username":"dana.whitfield""#),
        rule("the first user", get("/users/1")).has(200, r#""name":"Administrator""#),
        rule("no such user", get("/users/999")).is(404, hidden),
        rule("one that is hidden", get("/users/43")).is(404, hidden),
        rule("though not from administrators", get("/users/43").by("admin")).has(200, r#""id":43"#),
        rule("no number is no route", get("/users/root")).is(404, r#"{"error":"404 Not Found"}"#),
        rule("nobody may ask", get("/users/1").unsigned())
            .is(403, r#"{"message":"403 Forbidden - Not authorized!"}"#),
    ]);
}

#[test]
fn what_gitlab_this_is() {
    let lab = Lab::new();
    let metadata = lab.ask(get("/metadata").by("read-user"));
    assert_eq!(metadata.status, 200);
    let json = metadata.json();
    assert_eq!(json["version"], "18.9.0-ee");
    assert_eq!(json["enterprise"], true);
    assert_eq!(json["kas"]["enabled"], true);
    assert_eq!(json["kas"]["externalUrl"], "wss://kas.gitlab.example.com");
    assert!(json["kas"]["version"].as_str().unwrap().starts_with("18.9.0+"));
    assert_eq!(lab.ask(get("/version")).json(), json);

    let unsigned = lab.ask(get("/metadata").unsigned().header("origin", "http://console.example"));
    assert_eq!(
        (unsigned.status, unsigned.body.as_str()),
        (401, r#"{"message":"401 Unauthorized"}"#)
    );
    assert_eq!(unsigned.header("access-control-allow-origin"), "*");
}

#[test]
fn without_an_agent_server_its_addresses_are_null() {
    let lab = Lab::with(sandbox::Options { kas: false, ..sandbox::Options::default() });
    let expected = json!({
        "enabled": false,
        "externalUrl": null,
        "externalK8sProxyUrl": null,
        "version": null
    });
    assert_eq!(lab.ask(get("/metadata")).json()["kas"], expected);
}

#[test]
fn agents_have_creators_of_every_kind() {
    let lab = Lab::new();
    let agents = lab.ask(get("/groups/10/projects?simple=true&include_subgroups=true"));
    let mut creators = Vec::new();
    for project in agents.rows("id") {
        creators.extend(
            lab.ask(get(&format!("/projects/{project}/cluster_agents"))).rows("created_by_user_id"),
        );
    }
    assert!(creators.contains(&Value::Null), "a deleted account");
    assert!(creators.contains(&json!(43)), "a hidden account");
    assert!(creators.contains(&json!(42)));
}
