use super::*;
use crate::transport::Headers;

const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn head(status: u16, headers: &[(&str, &str)]) -> Head {
    let find = |name: &str| headers.iter().find(|(known, _)| *known == name);
    Head {
        status,
        headers: Headers::look_up(|name| find(name).map(|(_, value)| (*value).to_owned())),
    }
}

fn kind(status: u16, body: &str) -> FailureKind {
    refusal(&head(status, &[]), body.as_bytes(), NOW).kind
}

#[test]
fn three_ways_to_be_unauthorised() {
    let kind = |body: &str| kind(401, body);
    let is = |why| FailureKind::Unauthorised(why);
    assert_eq!(kind(r#"{"message":"401 Unauthorized"}"#), is(Unauthorised::Unknown));
    let expired = r#"{"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}"#;
    assert_eq!(kind(expired), is(Unauthorised::Expired));
    let revoked = r#"{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}"#;
    assert_eq!(kind(revoked), is(Unauthorised::Revoked));
    let unheard_of = r#"{"error":"invalid_token","error_description":"Token is tired."}"#;
    assert_eq!(kind(unheard_of), is(Unauthorised::Other));
    let other = r#"{"error":"dpop_error","error_description":"DPoP validation error: missing"}"#;
    assert_eq!(kind(other), is(Unauthorised::Other));
}

#[test]
fn forbidden_by_scope_or_by_role() {
    let scope = r#"{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api read_api"}"#;
    assert_eq!(kind(403, scope), FailureKind::ScopeTooSmall);
    let granular = r#"{"error":"insufficient_granular_scope","error_description":"Access denied"}"#;
    assert_eq!(kind(403, granular), FailureKind::PermissionMissing);
    assert_eq!(kind(403, r#"{"message":"403 Forbidden"}"#), FailureKind::Forbidden);
}

/// Terms of use, networks and single sign-on are answered 403 to whatever is asked; a role is not.
#[test]
fn what_forbids_a_read_is_no_role() {
    let terms = r#"{"message":"403 Forbidden - You must accept the Terms of Service"}"#;
    let exchange = |body: &str| Exchange::Complete {
        head: head(403, &[("x-request-id", "01J")]),
        body: body.as_bytes().to_vec(),
    };
    let failure = answer(exchange(terms), NOW).err().unwrap();
    assert_eq!(failure.kind, FailureKind::ReadForbidden);
    assert_eq!(failure.detail, "403 Forbidden - You must accept the Terms of Service");
    assert_eq!((failure.status, failure.request_id.as_deref()), (Some(403), Some("01J")));
    let granular = r#"{"error":"insufficient_granular_scope","error_description":"[a]"}"#;
    let failure = answer(exchange(granular), NOW).err().unwrap();
    assert_eq!(failure.kind, FailureKind::PermissionMissing);
}

#[test]
fn a_401_that_is_not_in_gitlabs_form_is_somebody_elses() {
    for foreign in ["", "Unauthorized", "no valid token, go away"] {
        assert_eq!(kind(401, foreign), FailureKind::Unauthorised(Unauthorised::Foreign));
    }
    let graphql = r#"{"errors":[{"message":"Invalid token"}]}"#;
    assert_eq!(kind(401, graphql), FailureKind::Unauthorised(Unauthorised::Unknown));
}

#[test]
fn the_status_decides_the_rest() {
    for (status, expected) in [
        (400, FailureKind::Refused),
        (404, FailureKind::NotFound),
        (405, FailureKind::Refused),
        (409, FailureKind::Refused),
        (412, FailureKind::Refused),
        (301, FailureKind::Moved),
        (304, FailureKind::Unreadable),
        (500, FailureKind::Server),
        (502, FailureKind::Server),
        (100, FailureKind::Unreadable),
    ] {
        assert_eq!(kind(status, r#"{"message":"x"}"#), expected, "{status}");
    }
}

#[test]
fn a_page_is_not_gitlab_speaking() {
    let page = "<!DOCTYPE html><title>Blocked</title>";
    for status in [401, 403, 404] {
        let failure = refusal(&head(status, &[("content-type", "Text/HTML; x")]), b"", NOW);
        assert_eq!(failure.kind, FailureKind::Unreadable);
        let failure = refusal(&head(status, &[]), page.as_bytes(), NOW);
        assert_eq!((failure.kind, failure.detail.as_str()), (FailureKind::Unreadable, ""));
    }
    for (status, text) in [(403, "RBAC: access denied"), (404, "404 page not found")] {
        let failure = refusal(&head(status, &[]), text.as_bytes(), NOW);
        assert_eq!((failure.kind, failure.detail.as_str()), (FailureKind::Unreadable, ""));
    }
    assert_eq!(kind(408, r#"{"message":"timeout"}"#), FailureKind::Unreadable);
    assert_eq!(kind(502, page), FailureKind::Server);
    assert_eq!(kind(429, page), FailureKind::Throttled { retry_at: None });
}

#[test]
fn maintenance_is_told_from_an_outage() {
    let body = br#"{"message":"GitLab is undergoing maintenance"}"#;
    let told = refusal(&head(503, &[("retry-after", "900")]), body, NOW);
    assert_eq!(told.kind, FailureKind::Maintenance);
    assert_eq!(refusal(&head(503, &[]), body, NOW).kind, FailureKind::Server);
    let proxy = refusal(&head(503, &[("retry-after", "5")]), b"<html>", NOW);
    assert_eq!(proxy.kind, FailureKind::Server);
}

#[test]
fn the_time_to_wait_is_read_where_it_can_be() {
    let throttled = refusal(&head(429, &[("retry-after", "30")]), b"Retry later\n", NOW);
    let retry_at = Some(NOW.plus(30_000));
    assert_eq!(throttled.kind, FailureKind::Throttled { retry_at });
    assert_eq!(throttled.detail, "Retry later");
}

#[test]
fn the_request_id_is_kept() {
    let failure = refusal(&head(500, &[("x-request-id", "01J")]), b"", NOW);
    assert_eq!((failure.status, failure.request_id.as_deref()), (Some(500), Some("01J")));
}

#[test]
fn a_cut_body_keeps_what_the_head_said() {
    let kind = |status| head_only(&head(status, &[]), NoReply::Unreachable, NOW).kind;
    assert_eq!(kind(200), FailureKind::Unreachable);
    assert_eq!(kind(404), FailureKind::NotFound);
    assert_eq!(kind(503), FailureKind::Server);
}

#[test]
fn only_what_gitlab_says_is_its_word() {
    let message = r#"{"message":"403 Forbidden"}"#;
    let is_word = |status, body: &str| is_refusal(&head(status, &[]), body.as_bytes());
    for status in [400, 401, 403, 404, 429] {
        for body in [message, r#"{"error":"name is missing"}"#, r#"{"message":{"name":["no"]}}"#] {
            assert!(is_word(status, body), "{status} {body}");
        }
        for body in ["", "no", "<p>no", "{}", "[]", r#""no""#, r#"{"message":""}"#, r#"{"code":1}"#]
        {
            assert!(!is_word(status, body), "{status} {body}");
        }
        let page = head(status, &[("content-type", "text/html")]);
        assert!(!is_refusal(&page, message.as_bytes()));
    }
    for status in [200, 302, 402, 405, 408, 409, 410, 413, 418, 422, 425, 428, 431, 451, 499, 503] {
        assert!(!is_word(status, message), "{status}");
    }
}
