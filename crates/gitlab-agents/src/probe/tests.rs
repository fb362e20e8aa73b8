use super::*;
use crate::NoReply;
use crate::simulation::{Reply, Sent, SimulatedClock, SimulatedGitLab};
use crate::testing::{START, refusal, url};

/// What the probe says, and how many requests it took.
fn ask_of(answer: impl FnMut(&Sent) -> Reply + 'static) -> (Probe, usize) {
    let clock = SimulatedClock::at(START);
    let gitlab = SimulatedGitLab::new(&clock, answer);
    let probe = clock.run(probe(&gitlab, &clock, &url()));
    assert!(gitlab.sent().iter().all(|sent| sent.token.is_none()), "no secret was asked for yet");
    (probe, gitlab.sent().len())
}

#[test]
fn a_gitlab_says_401_in_json() {
    assert_eq!(ask_of(|_| refusal(401)), (Probe::GitLab, 1));
    let open = ask_of(|_| Reply::json(200, r#"{"version":"18.9.0","revision":"x"}"#));
    assert_eq!(open.0, Probe::GitLab);
}

#[test]
fn a_gitlab_without_metadata_is_one_too() {
    let old = |sent: &Sent| match sent.route() {
        "/version" => refusal(401),
        _ => Reply::json(404, r#"{"error":"404 Not Found"}"#),
    };
    assert_eq!(ask_of(old), (Probe::GitLab, 2));
    let other = |_: &Sent| Reply::json(404, r#"{"error":"404 Not Found"}"#);
    assert_eq!(ask_of(other), (Probe::NotFound, 2));
}

#[test]
fn another_website_is_not_a_gitlab() {
    for status in [200, 401, 403, 404] {
        let page = move |_: &Sent| Reply::bytes(status, b"<!doctype html>");
        assert_eq!(ask_of(page).0, Probe::NotGitLab, "{status}");
    }
    assert_eq!(ask_of(|_| Reply::bytes(404, b"404 page not found")).0, Probe::NotFound);
}

#[test]
fn no_answer_is_told_with_its_reason() {
    for (why, kind) in [
        (NoReply::Unreachable, FailureKind::Unreachable),
        (NoReply::BlockedByPolicy, FailureKind::BlockedByPolicy),
    ] {
        let (probe, _) = ask_of(move |_| Reply::nothing(why));
        assert_eq!(probe, Probe::Blocked(Failure::without_answer(kind)));
    }
    let (silent, _) = ask_of(|_| Reply::never());
    assert_eq!(silent, Probe::Blocked(Failure::without_answer(FailureKind::TimedOut)));
}

#[test]
fn whatever_else_comes_is_told_as_it_is() {
    for (reply, kind) in [
        (Reply::nothing(NoReply::Redirected), FailureKind::Moved),
        (Reply::bytes(502, b"<html>"), FailureKind::Server),
        (Reply::json(200, "[]"), FailureKind::Unreadable),
        (
            Reply::bytes(401, b""),
            FailureKind::Unauthorised(console_core::failure::Unauthorised::Foreign),
        ),
        (refusal(429), FailureKind::Throttled { retry_at: None }),
    ] {
        let (probe, _) = ask_of(move |_| reply.clone());
        let Probe::Other(failure) = probe else { panic!("{probe:?}") };
        assert_eq!(failure.kind, kind);
    }
    let (other, _) = ask_of(|_| Reply::json(200, r#"{"message":"hello"}"#));
    let Probe::Other(failure) = other else { panic!("{other:?}") };
    assert_eq!((failure.status, failure.detail.as_str()), (Some(200), ""), "no refusal");
}
