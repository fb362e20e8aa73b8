//! Error responses in all forms of GitLab and of proxies in front of it.

use crate::answer::{AGENT, Answer, Fate, PROJECT, Stage, TRIES};
use crate::oracle;
use console_core::failure::FailureKind;

/// The maximum characters kept of GitLab's message, plus an ellipsis.
const LONGEST: usize = 601;

/// An error: the kind matches the status, the message is short, the request id is kept.
pub fn refusal(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let Err(failure) = stage.run(stage.connection.agent(PROJECT, AGENT)) else {
        assert!(answer.is_granted());
        return;
    };
    stage.check_requests(TRIES);
    assert!(failure.detail.chars().count() <= LONGEST);
    oracle::check_shown(&failure.detail);
    if answer.fate == Fate::Nothing {
        assert_eq!((failure.status, &failure.kind), (None, &FailureKind::Unreachable));
        return;
    }
    assert_eq!(failure.status, Some(answer.status));
    assert_eq!(failure.request_id.as_deref(), answer.header("x-request-id"));
    let fits = match failure.kind {
        FailureKind::Unauthorised(_) => answer.status == 401,
        FailureKind::ScopeTooSmall
        | FailureKind::PermissionMissing
        | FailureKind::ReadForbidden => answer.status == 403,
        FailureKind::NotFound => answer.status == 404,
        FailureKind::Throttled { .. } => answer.status == 429,
        FailureKind::Maintenance => answer.status == 503,
        FailureKind::Server => (500..600).contains(&answer.status),
        FailureKind::Moved => (300..400).contains(&answer.status),
        FailureKind::Refused => (400..500).contains(&answer.status),
        FailureKind::Unreadable => !(500..600).contains(&answer.status),
        FailureKind::Unreachable => answer.fate == Fate::HeadOnly && answer.is_success(),
        FailureKind::Forbidden
        | FailureKind::TokenLimit
        | FailureKind::NameTaken
        | FailureKind::BlockedByPolicy
        | FailureKind::TooLarge
        | FailureKind::TimedOut
        | FailureKind::Unsendable => false,
    };
    assert!(fits, "{} is {:?}", answer.status, failure.kind);
}
