use super::{agent, json, place, session, token};
use console_core::model::*;
use console_core::timestamp::Timestamp;
use proptest::prelude::*;

fn raw(text: &str) -> &json::RawValue {
    json::document(text.as_bytes()).unwrap()
}

const AGENT: &str = r#"{"id":1,"name":"agent-1","config_project":{"id":20,"description":"",
    "name":"test","name_with_namespace":"Administrator / test","path":"test",
    "path_with_namespace":"root/test","created_at":"2022-03-20T20:42:40.221Z"},
    "created_at":"2022-04-20T20:42:40.221Z","created_by_user_id":42,"is_receptive":false}"#;

#[test]
fn an_agent_with_every_field() {
    let detail = agent::detail(raw(AGENT), ProjectId(9)).unwrap();
    assert_eq!(
        detail.agent,
        Agent {
            id: AgentId(1),
            name: "agent-1".to_owned(),
            project: ProjectIdentity { id: ProjectId(20), path: "root/test".to_owned() },
            created_at: Timestamp::parse_rfc3339("2022-04-20T20:42:40.221Z"),
            created_by: Creator::User(UserId(42)),
            is_receptive: Some(false),
        }
    );
    assert_eq!(detail.config_project.name_with_namespace, "Administrator / test");
    assert_eq!(detail.config_project.description, None);
    assert!(detail.config_project.created_at.is_some());
}

#[test]
fn an_agent_needs_little() {
    let Row::Read(agent) = agent::row(
        raw(r#"{"id":"7","name":null,"config_project":null,"created_by_user_id":null,"x":{}}"#),
        ProjectId(9),
    ) else {
        panic!("unreadable")
    };
    assert_eq!((agent.id, agent.name.as_str()), (AgentId(7), ""));
    assert_eq!(agent.project.id, ProjectId(9));
    assert_eq!((agent.created_by, agent.is_receptive), (Creator::Deleted, None));
}

#[test]
fn a_bad_row_keeps_its_id() {
    let unreadable = |text: &str| match agent::row(raw(text), ProjectId(9)) {
        Row::Unreadable { id } => id,
        Row::Read(agent) => panic!("{agent:?}"),
    };
    assert_eq!(unreadable(r#"{"id":7,"name":{"a":1}}"#), Some(7));
    assert_eq!(unreadable(r#"{"name":"a"}"#), None);
    assert_eq!(unreadable(r#""agent""#), None);
    assert_eq!(unreadable("null"), None);
}

#[test]
fn a_list_does_not_say_when_a_token_was_used() {
    let used = |text: &str| token::single(raw(text), AgentId(5)).map(|token| token.last_used);
    assert_eq!(used(r#"{"id":1}"#), Some(LastUsed::Unknown));
    assert_eq!(used(r#"{"id":1,"last_used_at":null}"#), Some(LastUsed::Never));
    assert_eq!(
        used(r#"{"id":1,"last_used_at":"1970-01-01T00:00:01Z"}"#),
        Some(LastUsed::At(Timestamp::from_millis(1000)))
    );
    assert_eq!(used(r#"{"id":1,"last_used_at":"yesterday"}"#), Some(LastUsed::Unknown));
}

#[test]
fn a_status_nobody_knows_is_kept() {
    let Row::Read(token) = token::row(raw(r#"{"id":1,"status":"paused"}"#), AgentId(5)) else {
        panic!("unreadable")
    };
    assert_eq!(token.status, TokenStatus::Other("paused".to_owned()));
    assert_eq!(token.agent, AgentId(5));
    for (word, known) in [("active", TokenStatus::Active), ("revoked", TokenStatus::Revoked)] {
        let text = format!(r#"{{"id":1,"status":"{word}"}}"#);
        assert_eq!(token::single(raw(&text), AgentId(5)).unwrap().status, known);
    }
}

#[test]
fn a_created_token_may_lack_its_value() {
    let created = |text: &str| token::created(text.as_bytes(), AgentId(5));
    let Some(CreatedToken::Whole(_, secret)) = created(r#"{"id":3,"token":"glagent-a\/b"}"#) else {
        panic!("not whole")
    };
    assert_eq!(secret.expose(), "glagent-a/b");
    for none in [r#"{"id":3}"#, r#"{"id":3,"token":null}"#, r#"{"id":3,"token":""}"#] {
        assert!(matches!(created(none), Some(CreatedToken::NoValue(_))), "{none}");
    }
    let alone = created(r#"{"token":"glagent-a"}"#);
    assert!(matches!(alone, Some(CreatedToken::ValueOnly(_))));
    assert!(created("{}").is_none());
}

#[test]
fn the_role_is_the_higher_of_two() {
    let role = |permissions: &str| {
        let text = format!(r#"{{"id":1,"path_with_namespace":"a/b","permissions":{permissions}}}"#);
        place::project(raw(&text)).read().unwrap().role
    };
    let both = r#"{"project_access":{"access_level":30},"group_access":{"access_level":40}}"#;
    assert_eq!(role(both), Some(Role::MAINTAINER));
    assert_eq!(
        role(r#"{"project_access":null,"group_access":{"access_level":30}}"#),
        Some(Role::DEVELOPER)
    );
    assert_eq!(role(r#"{"project_access":null,"group_access":null}"#), None);
    assert_eq!(role("null"), None);
}

#[test]
fn kas_is_on_off_or_unknown() {
    let kas = |text: &str| session::instance(raw(text)).unwrap().kas;
    let on =
        r#"{"version":"18.9.0","kas":{"enabled":true,"externalUrl":"wss://kas","version":null}}"#;
    assert_eq!(kas(on), Kas::On { address: Some("wss://kas".to_owned()), version: None });
    let off = r#"{"version":"18.9.0","kas":{"enabled":false,"externalUrl":null,"version":null}}"#;
    assert_eq!(kas(off), Kas::Off);
    assert_eq!(kas(r#"{"version":"15.1.0","revision":"x"}"#), Kas::Unknown);
    assert!(session::instance(raw(r#"{"revision":"x"}"#)).is_none());
}

#[test]
fn a_personal_access_token_names_its_scopes() {
    let text = r#"{"id":4,"name":"console","revoked":false,"scopes":["read_api","api"],
        "user_id":7,"active":true,"expires_at":"2026-11-27"}"#;
    let token = session::personal_access_token(raw(text)).unwrap();
    assert_eq!(token.power(), Power::Write);
    assert_eq!(token.end, TokenEnd::At(Timestamp::parse_date("2026-11-27").unwrap()));
    assert!(session::personal_access_token(raw(r#"{"message":"x"}"#)).is_none());
}

#[test]
fn a_fine_grained_token_is_told_from_a_legacy_one() {
    let grant = |more: &str| {
        let text = ["{\"name\":\"a\",", more, "}"].concat();
        session::personal_access_token(raw(&text)).unwrap().grant
    };
    let whole = r#""scopes":["granular"],"granular":true,"granular_scopes":[{"access":"user",
        "permissions":["read_user"],"project_id":null,"group_id":null}]"#;
    assert_eq!(grant(whole), Grant::FineGrained);
    assert_eq!(grant(r#""scopes":["granular"]"#), Grant::FineGrained);
    let legacy = Grant::Scopes(vec!["api".to_owned()]);
    assert_eq!(grant(r#""scopes":["api"],"granular":false"#), legacy);
    assert_eq!(grant(r#""scopes":["api"]"#), legacy);
    let beside = vec!["granular".to_owned(), "api".to_owned()];
    assert_eq!(grant(r#""scopes":["granular","api"]"#), Grant::Scopes(beside));
}

#[test]
fn an_end_that_cannot_be_read_is_not_never() {
    let end = |text: &str| {
        let text = ["{\"scopes\":[]", text, "}"].concat();
        session::personal_access_token(raw(&text)).unwrap().end
    };
    assert_eq!(end(r#","expires_at":null"#), TokenEnd::Never);
    for unknown in [
        "",
        r#","expires_at":"soon""#,
        r#","expires_at":"2026-12-05T00:00:00Z""#,
        r#","expires_at":"""#,
        r#","expires_at":5"#,
        r#","expires_at":false"#,
    ] {
        assert_eq!(end(unknown), TokenEnd::Unknown, "{unknown}");
    }
}

proptest! {
    /// Every value of a real row is swapped for some other JSON, one after the other.
    #[test]
    fn no_value_makes_a_reader_panic(value in prop_oneof![
        Just("null".to_owned()), Just("[]".to_owned()), Just("{\"id\":[]}".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| serde_json::to_string(&number).unwrap()),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ], key in 0..9_usize) {
        let keys = ["id", "name", "description", "agent_id", "status", "created_at",
            "created_by_user_id", "last_used_at", "config_project"];
        let mut text = String::from("{\"id\":1,\"name\":\"a\",\"");
        text.push_str(keys[key]);
        text.push_str("\":");
        text.push_str(&value);
        text.push('}');
        let json = raw(&text);
        let _ = (agent::row(json, ProjectId(1)), agent::detail(json, ProjectId(1)));
        let _ = (token::row(json, AgentId(1)), token::created(text.as_bytes(), AgentId(1)));
        let _ = (place::project(json), place::group(json), session::user(json));
        let _ = (session::instance(json), session::personal_access_token(json));
    }
}
