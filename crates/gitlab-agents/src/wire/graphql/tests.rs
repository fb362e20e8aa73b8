use super::*;
use console_core::model::Contact;
use console_core::timestamp::Timestamp;
use proptest::prelude::*;

fn page(nodes: &str, info: &str) -> String {
    format!(r#"{{"data":{{"p0":{{"clusterAgents":{{"nodes":{nodes},"pageInfo":{info}}}}}}}}}"#)
}

fn node(id: u64, tokens: &str) -> String {
    format!(
        r#"{{"id":"gid://gitlab/Clusters::Agent/{id}","tokens":{{"nodes":{tokens},"pageInfo":{{"hasNextPage":false}}}}}}"#
    )
}

const LAST: &str = r#"{"hasNextPage":false,"endCursor":"x"}"#;

fn contacts(answer: &str) -> Vec<(u64, Contact)> {
    let Some(Reply::Told { agents, .. }) = reply(answer.as_bytes(), 1) else {
        panic!("{answer}");
    };
    agents.into_iter().map(|(agent, facts)| (agent.0, facts.contact)).collect()
}

#[test]
fn the_newest_use_over_all_tokens_is_the_contact() {
    let used = r#"{"lastUsedAt":"1970-01-01T00:00:02Z","status":"ACTIVE"}"#;
    let older = r#"{"lastUsedAt":"1970-01-01T00:00:01Z"}"#;
    let never = r#"{"lastUsedAt":null,"status":"ACTIVE"}"#;
    let unsaid = r#"{"status":"ACTIVE"}"#;
    let revoked = r#"{"lastUsedAt":"1970-01-01T00:00:09Z","status":"REVOKED"}"#;
    let at = |millis| Timestamp::from_millis(millis);
    for (tokens, contact) in [
        (vec![], Contact::NoToken),
        (vec![never, never], Contact::NeverUsed),
        (vec![older, used, never], Contact::LastUsed(at(2000))),
        (vec![revoked], Contact::NoToken),
        (vec![unsaid, never], Contact::Unread),
        (vec!["null"], Contact::Unread),
        (vec![r#"{"lastUsedAt":null,"status":null}"#], Contact::Unread),
        (vec![unsaid, older], Contact::NotBefore(at(1000))),
    ] {
        let nodes = node(7, &format!("[{}]", tokens.join(",")));
        assert_eq!(contacts(&page(&format!("[{nodes}]"), LAST)), [(7, contact)], "{tokens:?}");
    }
}

#[test]
fn what_is_missing_is_not_never() {
    for node in [
        "null",
        "{}",
        r#"{"id":"gid://gitlab/Clusters::Agent/1"}"#,
        r#"{"id":"gid://gitlab/Clusters::Agent/1","tokens":null}"#,
        r#"{"id":"gid://gitlab/Clusters::Agent/1","tokens":{"nodes":null}}"#,
        r#"{"id":"1","tokens":{"nodes":[],"pageInfo":{"hasNextPage":false}}}"#,
        r#"{"id":"gid://gitlab/Clusters::Agent/+1","tokens":{"nodes":[]}}"#,
    ] {
        assert_eq!(contacts(&page(&format!("[{node}]"), LAST)), [], "{node}");
    }
    // Neither is it where more tokens may come than the answer holds.
    for info in ["null", "{}", r#"{"hasNextPage":true}"#] {
        let node = format!(
            r#"{{"id":"gid://gitlab/Clusters::Agent/1","tokens":{{"nodes":[],"pageInfo":{info}}}}}"#
        );
        assert_eq!(contacts(&page(&format!("[{node}]"), LAST)), [(1, Contact::Unread)], "{info}");
    }
}

#[test]
fn each_page_says_how_it_ends() {
    let ends = |answer: &str| match reply(answer.as_bytes(), 2) {
        Some(Reply::Told { ends, .. }) => ends,
        other => panic!("{other:?}"),
    };
    let missing = PageEnd::Missing;
    assert_eq!(ends(&page("[]", LAST)), [PageEnd::Last, missing.clone()]);
    let more = r#"{"hasNextPage":true,"endCursor":"abc"}"#;
    assert_eq!(ends(&page("[]", more)), [PageEnd::More("abc".to_owned()), missing.clone()]);
    assert_eq!(ends(&page("null", more)), [missing.clone(), missing.clone()]);
    assert_eq!(ends(r#"{"data":{"p1":null}}"#), [missing.clone(), missing]);
}

#[test]
fn refusals_are_told_apart_by_their_shape() {
    let undefined = r#"{"errors":[{"message":"x","extensions":{"code":"undefinedField"}}]}"#;
    assert_eq!(reply(undefined.as_bytes(), 1), Some(Reply::Unknown));
    for complex in [
        r#"{"errors":[{"message":"Query has complexity of 300"}]}"#,
        r#"{"data":null,"errors":[{"message":"Internal server error"}]}"#,
    ] {
        assert_eq!(reply(complex.as_bytes(), 1), Some(Reply::TooMuch), "{complex}");
    }
    for none in ["", "<html>", "[]", "{}", r#"{"data":null}"#, r#"{"message":"x"}"#] {
        assert_eq!(reply(none.as_bytes(), 1), None, "{none}");
    }
}

#[test]
fn texts_stay_inside_their_literals() {
    let agent = NamedAgent { project: "a\"b".to_owned(), name: "x\\".to_owned() };
    let body = named(&[agent]);
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let query = body["query"].as_str().unwrap();
    assert!(query.starts_with(r#"{p0:project(fullPath:"a\"b"){clusterAgent(name:"x\\"){...A}}}"#));
    let page =
        PageOf { place: Place::Group, path: "platform".to_owned(), after: Some("abc".to_owned()) };
    assert!(pages(&[page], 50).contains("clusterAgents(first:50,after:"));
}

proptest! {
    #[test]
    fn never_panics(body in "[\\[\\]{}\",:a-z0-9 ]{0,40}", inner in "\\PC{0,20}") {
        let _ = reply(body.as_bytes(), 1);
        let data = ["{\"data\":{\"p0\":", &body, "}}"].concat();
        let _ = reply(data.as_bytes(), 1);
        let _ = global_id(&inner);
    }
}
