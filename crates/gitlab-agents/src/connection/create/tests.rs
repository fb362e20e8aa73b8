use super::WRITE_MS;
use crate::budget::{LIMIT, Urgency};
use crate::simulation::Reply;
use crate::testing::{AGENT, PROJECT, Stage, refusal};
use crate::{Method, NoReply};
use console_core::failure::FailureKind;
use console_core::intent::Posted;
use console_core::model::CreatedToken;
use futures_util::future::{Either, join_all, select};
use std::pin::pin;

const CREATED: &str = r#"{"id":3,"name":"new","agent_id":5,"status":"active",
    "last_used_at":null,"token":"glagent-abc"}"#;

fn post_token(reply: Reply) -> Posted<CreatedToken> {
    let stage = Stage::script([reply]);
    let posted = stage.clock.run(stage.connection.post_token(PROJECT, AGENT, "new", ""));
    assert_eq!(stage.log(), ["POST /projects/20/cluster_agents/5/tokens"], "sent once");
    posted
}

#[test]
fn a_token_comes_with_its_value() {
    let Posted::Created(CreatedToken::Whole(token, secret)) = post_token(Reply::json(201, CREATED))
    else {
        panic!("not created")
    };
    assert_eq!((token.id.0, secret.expose()), (3, "glagent-abc"));
}

#[test]
fn a_value_is_taken_whatever_stands_around_it() {
    let value = br#""token": "glagent-abc""#;
    let around = |before: &[u8], after: &[u8]| [before, value, after].concat();
    for body in [
        around(br#"{"name":"new","#, b"}"),
        around(br#"{"id":18446744073709551616,"name":"new","#, b"}"),
        around(br#"{"id":475.0,"#, b"}"),
        around(br#"{"id":-3,"#, b"}"),
        around(br#"{"id":3,"name":7,"#, b"}"),
        around(br#"{"id":3,"name":"\ud800","#, b"}"),
        around(b"{\"id\":3,\"name\":\"\xff\xfe\",", b"}"),
        around(br#"{"id":3,"#, b"} and more"),
        around(br#"[{"id":3,"#, b"}]"),
        around(br#"{"data":{"id":3,"#, b"}}"),
        around(br#"{"id":3,"#, b""),
        around(br#"{"token":null,"name":"token","description":"\"token\":\"x\"","#, b""),
        around(br#"{"token":"  ","#, b"}"),
    ] {
        let text = String::from_utf8_lossy(&body).into_owned();
        let posted = post_token(Reply::bytes(201, &body));
        let Posted::Created(CreatedToken::ValueOnly(secret)) = posted else {
            panic!("{text}: {posted:?}")
        };
        assert_eq!(secret.expose(), "glagent-abc", "{text}");
    }
}

#[test]
fn a_head_of_201_proves_that_it_exists() {
    for reply in [
        Reply::json(201, CREATED).cut(NoReply::Unreachable),
        Reply::json(201, CREATED).cut(NoReply::TooLarge),
        Reply::json(201, &CREATED[..20]),
        Reply::bytes(201, b"\xff\xfe"),
        Reply::bytes(201, b"<html>"),
    ] {
        let posted = post_token(reply.clone());
        assert!(matches!(posted, Posted::Unread(_)), "{reply:?} {posted:?}");
    }
}

#[test]
fn a_token_may_come_without_its_value() {
    for body in [r#"{"id":3}"#, r#"{"id":3,"token":null}"#, r#"{"id":3,"token":" "}"#] {
        let posted = post_token(Reply::json(201, body));
        assert!(matches!(posted, Posted::Created(CreatedToken::NoValue(_))), "{posted:?}");
    }
}

#[test]
fn a_refusal_is_a_refusal() {
    for (reply, kind) in [
        (refusal(400), FailureKind::Refused),
        (refusal(403), FailureKind::Forbidden),
        (refusal(404), FailureKind::NotFound),
        (refusal(429), FailureKind::Throttled { retry_at: None }),
        // Nothing was sent.
        (Reply::nothing(NoReply::Unsendable), FailureKind::Unsendable),
    ] {
        let Posted::Refused(failure) = post_token(reply) else { panic!("not refused") };
        assert_eq!(failure.kind, kind);
    }
}

#[test]
fn anything_else_is_lost() {
    for reply in [
        Reply::bytes(200, b"<html>"),
        Reply::json(200, r#"{"message":"login required"}"#),
        Reply::json(200, CREATED).cut(NoReply::Unreachable),
        Reply::bytes(204, b""),
        refusal(500),
        refusal(503),
        refusal(503).header("retry-after", "900"),
        refusal(408),
        refusal(425),
        refusal(499),
        Reply::bytes(408, b"stream timeout"),
        Reply::bytes(403, b"RBAC: access denied"),
        Reply::bytes(429, b"Retry later"),
        Reply::bytes(400, b""),
        Reply::bytes(502, b"<html>"),
        // Of something that kept GitLab's answer back, which may tell of a success.
        Reply::bytes(403, b"<!doctype html><title>Blocked</title>"),
        Reply::bytes(302, b""),
        refusal(400).cut(NoReply::Unreachable),
        Reply::nothing(NoReply::Unreachable),
        Reply::nothing(NoReply::Redirected),
    ] {
        let posted = post_token(reply.clone());
        assert!(matches!(posted, Posted::Lost(_)), "{reply:?} {posted:?}");
    }
}

#[test]
fn a_token_is_waited_for_and_an_agent_only_a_minute() {
    let stage = Stage::script([Reply::json(201, CREATED).after(600_000), Reply::never()]);
    let token = stage.clock.run(stage.connection.post_token(PROJECT, AGENT, "new", ""));
    assert!(matches!(token, Posted::Created(_)));
    let agent = stage.clock.run(stage.connection.post_agent(PROJECT, "edge"));
    let Posted::Lost(failure) = agent else { panic!("not lost") };
    assert_eq!(failure.kind, FailureKind::TimedOut);
    assert_eq!(stage.elapsed(), 660_000);
}

#[test]
fn an_agent_that_cannot_be_read_is_to_be_looked_for() {
    for (reply, is_unread) in [
        (Reply::json(201, r#"{"id":6,"name":"edge"}"#), false),
        (Reply::json(201, r#"{"name":"edge"}"#), true),
        (Reply::json(201, "{}").cut(NoReply::Unreachable), true),
    ] {
        let stage = Stage::script([reply]);
        let posted = stage.clock.run(stage.connection.post_agent(PROJECT, "edge"));
        let found = matches!(posted, Posted::Unread(_));
        assert_eq!(found, is_unread, "{posted:?}");
    }
}

#[test]
fn the_body_is_json() {
    let reply = || Reply::json(201, CREATED);
    let stage = Stage::script([reply(), reply(), Reply::json(201, CREATED)]);
    stage.clock.run(async {
        stage.connection.post_token(PROJECT, AGENT, "a\"b\\\n한", "why").await;
        stage.connection.post_token(PROJECT, AGENT, "new", "").await;
        stage.connection.post_agent(PROJECT, "edge").await;
    });
    let bodies: Vec<_> = stage.gitlab.sent().into_iter().filter_map(|sent| sent.body).collect();
    assert_eq!(
        bodies,
        [
            r#"{"name":"a\"b\\\u000a한","description":"why"}"#,
            r#"{"name":"new"}"#,
            r#"{"name":"edge"}"#
        ]
    );
}

#[test]
fn requests_that_hang_keep_nobody_back() {
    let stage = Stage::new(|sent| match sent.method {
        Method::Post => Reply::never(),
        _ => Reply::json(200, "[]"),
    });
    let Stage { clock, connection, .. } = &stage;
    let post = |_| connection.post_token(PROJECT, AGENT, "new", "");
    let hanging = pin!(join_all((0..LIMIT).map(post)));
    let read = pin!(connection.tokens(PROJECT, AGENT, Urgency::User));
    let first = clock.run(select(hanging, read));
    assert!(matches!(first, Either::Right((Ok(_), _))), "the list was read");
    assert_eq!(stage.elapsed(), i64::from(WRITE_MS));
    assert_eq!(stage.gitlab.count(Method::Post), 6, "each was sent, and none twice");
}
