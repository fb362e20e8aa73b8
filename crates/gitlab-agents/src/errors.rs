//! From what came back to what it means.
//!
//! Decided by status, content type and the shape of the JSON. GitLab translates its messages into
//! the language of the token's owner, so their text is shown and never looked at.

mod detail;

use self::detail::{Form, Said};
use crate::answer::Answer;
use crate::transport::{Exchange, Head, NoReply};
use console_core::failure::{Failure, FailureKind, Told, Unauthorised};
use console_core::timestamp::Timestamp;

/// The answer to a read, or why there is none to be used.
pub(crate) fn answer(exchange: Exchange, now: Timestamp) -> Result<Answer, Failure> {
    match exchange {
        Exchange::NoReply(why) => Err(no_reply(why)),
        Exchange::HeadOnly { head, why } => Err(of_read(head_only(&head, why, now))),
        Exchange::Complete { head, body } if head.is_success() => Ok(Answer { head, body }),
        Exchange::Complete { head, body } => Err(of_read(refusal(&head, &body, now))),
    }
}

/// What a failure means where nothing was to be changed: GitLab answers 404 to a role that may not read.
fn of_read(failure: Failure) -> Failure {
    if failure.kind != FailureKind::Forbidden {
        return failure;
    }
    Failure::new(Told { kind: FailureKind::ReadForbidden, ..Told::clone(&failure) })
}

/// A failure without any answer.
pub(crate) fn no_reply(why: NoReply) -> Failure {
    Failure::without_answer(kind_without_body(why))
}

/// A failure of which the body never came: what the status says, or else what happened to the body.
pub(crate) fn head_only(head: &Head, why: NoReply, now: Timestamp) -> Failure {
    if head.is_success() { failure(kind_without_body(why), head) } else { refusal(head, &[], now) }
}

/// What an answer without success means.
pub(crate) fn refusal(head: &Head, body: &[u8], now: Timestamp) -> Failure {
    let html = is_html(head, body);
    let said = if html { Said::default() } else { Said::read(body) };
    let kind = match head.status {
        301 | 302 | 303 | 307 | 308 => FailureKind::Moved,
        // Such as 304: nothing of ours was kept that could be unmodified.
        300..=399 => FailureKind::Unreadable,
        429 => FailureKind::Throttled { retry_at: retry_at(head, now) },
        503 if is_maintenance(head, &said) => FailureKind::Maintenance,
        500..=599 => FailureKind::Server,
        // GitLab's API answers in JSON. Whatever else comes is from something in front of it, and its
        // status says nothing about agents.
        _ if html => FailureKind::Unreadable,
        401 => FailureKind::Unauthorised(unauthorised(&said)),
        _ if said.form == Form::Text && !body.is_empty() => FailureKind::Unreadable,
        403 if said.error.as_deref() == Some("insufficient_scope") => FailureKind::ScopeTooSmall,
        403 if said.error.as_deref() == Some("insufficient_granular_scope") => {
            FailureKind::PermissionMissing
        }
        403 => FailureKind::Forbidden,
        404 => FailureKind::NotFound,
        400 | 405 | 409 | 412 | 415 | 422 => FailureKind::Refused,
        _ => FailureKind::Unreadable,
    };
    // What is not GitLab's is not told as its word.
    told(kind, head, if kind == FailureKind::Unreadable { String::new() } else { said.detail })
}

/// Whether an answer to a request that changes something is GitLab's word that it did not do it.
///
/// GitLab's agent endpoints refuse in JSON, with 400 (a parameter or a rule), 401, 403, 404, or 429 (a limit of the API
/// itself). Anything else may have been said by what stands between after GitLab did what was asked: 408 and 499 by
/// one that gave up waiting, 425 by one that got the request too early, a page or plain text by any of them. So may
/// the 503 of a maintenance mode, and the plain 429 of a limit on requests: GitLab did nothing then, but so would
/// say a proxy that lost its answer.
pub(crate) fn is_refusal(head: &Head, body: &[u8]) -> bool {
    matches!(head.status, 400 | 401 | 403 | 404 | 429)
        && !is_html(head, body)
        && Said::read(body).form.is_gitlabs()
}

/// A failure of this kind, with what the head tells of it.
pub(crate) fn failure(kind: FailureKind, head: &Head) -> Failure {
    told(kind, head, String::new())
}

fn told(kind: FailureKind, head: &Head, detail: String) -> Failure {
    let request_id = head.headers.get("x-request-id").map(str::to_owned);
    Failure::new(Told { kind, status: Some(head.status), detail, request_id })
}

/// Whether the body is a page for people: a proxy's error, a login form.
pub(crate) fn is_html(head: &Head, body: &[u8]) -> bool {
    let declared = head.headers.get("content-type").is_some_and(|kind| {
        kind.get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
    });
    declared || body.trim_ascii_start().starts_with(b"<")
}

fn kind_without_body(why: NoReply) -> FailureKind {
    match why {
        NoReply::Unreachable => FailureKind::Unreachable,
        NoReply::Unsendable => FailureKind::Unsendable,
        NoReply::BlockedByPolicy => FailureKind::BlockedByPolicy,
        NoReply::TimedOut => FailureKind::TimedOut,
        NoReply::Redirected => FailureKind::Moved,
        NoReply::TooLarge => FailureKind::TooLarge,
    }
}

/// Which 401 it is. GitLab tells an expired from a revoked token only in OAuth's
/// `error_description`, which comes from a library, in English and in one wording for every
/// language: the one text that is compared.
fn unauthorised(said: &Said) -> Unauthorised {
    match said.error.as_deref() {
        None if said.form == Form::Text => Unauthorised::Foreign,
        None => Unauthorised::Unknown,
        Some("invalid_token") if said.detail.starts_with("Token is expired") => {
            Unauthorised::Expired
        }
        Some("invalid_token") if said.detail.starts_with("Token was revoked") => {
            Unauthorised::Revoked
        }
        Some(_) => Unauthorised::Other,
    }
}

/// GitLab in maintenance mode says so in JSON and names the time to wait; what stands in front of
/// a GitLab that is down does neither.
fn is_maintenance(head: &Head, said: &Said) -> bool {
    said.form == Form::Message && head.headers.get("retry-after").is_some()
}

fn retry_at(head: &Head, now: Timestamp) -> Option<Timestamp> {
    let seconds: u32 = head.headers.get("retry-after")?.parse().ok()?;
    Some(now.plus(i64::from(seconds) * 1000))
}

#[cfg(test)]
mod tests;
