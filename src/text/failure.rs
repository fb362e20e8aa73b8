//! A failure, in words: what happened, what to do, and what to give an administrator.

use super::{Text, fill, shown};
use crate::ui::digits;
use console_core::failure::{Failure, FailureKind, Unauthorised};

/// A failure, in words.
#[derive(Debug)]
pub(crate) struct FailureText {
    /// What happened.
    pub(crate) title: &'static str,
    /// What to check or do.
    pub(crate) advice: String,
    /// GitLab's own sentence, status and request id; empty where there is none of them.
    pub(crate) detail: String,
}

/// Says what `failure` means to somebody who uses the GitLab at `gitlab`.
pub(crate) fn failure_text(text: &Text, failure: &Failure, gitlab: &str) -> FailureText {
    let told = &text.failure;
    let permissions = failure.permissions().map(shown).collect::<Vec<_>>().join(", ");
    let (title, advice) = match failure.kind {
        FailureKind::Unauthorised(Unauthorised::Expired) => (told.expired, told.expired_advice),
        FailureKind::Unauthorised(Unauthorised::Revoked) => (told.revoked, told.revoked_advice),
        FailureKind::Unauthorised(Unauthorised::Unknown) => {
            (told.unauthorised, told.unauthorised_advice)
        }
        FailureKind::Unauthorised(Unauthorised::Other) => (told.unauthorised, told.refused_advice),
        FailureKind::Unauthorised(Unauthorised::Foreign) => (told.foreign, told.foreign_advice),
        FailureKind::Unreadable if failure.status == Some(401) => {
            (told.foreign, told.foreign_advice)
        }
        FailureKind::ScopeTooSmall => (told.scope, told.scope_advice),
        FailureKind::PermissionMissing if permissions.is_empty() => {
            (told.permission, told.permission_unnamed_advice)
        }
        FailureKind::PermissionMissing => (told.permission, told.permission_advice),
        FailureKind::Forbidden => (told.forbidden, told.forbidden_advice),
        FailureKind::ReadForbidden => (told.read_forbidden, told.read_forbidden_advice),
        FailureKind::NotFound => (told.not_found, told.not_found_advice),
        FailureKind::Refused => (told.refused, told.refused_advice),
        FailureKind::TokenLimit => (told.token_limit, told.token_limit_advice),
        FailureKind::NameTaken => (told.name_taken, told.name_taken_advice),
        FailureKind::Throttled { .. } => (told.throttled, told.throttled_advice),
        FailureKind::Maintenance => (told.maintenance, told.maintenance_advice),
        FailureKind::Server => (told.server, told.server_advice),
        FailureKind::Unreachable => (told.unreachable, told.unreachable_advice),
        FailureKind::Unsendable => (told.unsendable, told.unsendable_advice),
        FailureKind::BlockedByPolicy => (told.blocked, told.blocked_advice),
        FailureKind::Moved => (told.moved, told.moved_advice),
        FailureKind::Unreadable => (told.unreadable, told.unreadable_advice),
        FailureKind::TooLarge => (told.too_large, told.too_large_advice),
        FailureKind::TimedOut => (told.timed_out, told.timed_out_advice),
    };
    let advice = fill(advice, &[gitlab, &permissions]);
    let said = said(text, failure);
    // Why GitLab forbids something, only GitLab knows: its sentence comes first.
    let goes_first = matches!(
        failure.kind,
        FailureKind::Forbidden | FailureKind::ReadForbidden | FailureKind::PermissionMissing
    );
    let (advice, said) = match said {
        Some(said) if goes_first => {
            let end = if said.ends_with(['.', '!', '?', '。']) { " " } else { ". " };
            (said + end + &advice, None)
        }
        said => (advice, said),
    };
    FailureText { title, advice, detail: detail(text, said, failure) }
}

/// GitLab's own sentence, as its own.
fn said(text: &Text, failure: &Failure) -> Option<String> {
    let is_said = !failure.detail.is_empty();
    is_said.then(|| fill(text.failure.said, &[&shown(&failure.detail)]))
}

fn detail(text: &Text, said: Option<String>, failure: &Failure) -> String {
    let mut detail = String::new();
    let mut push = |part: String| {
        if !detail.is_empty() {
            detail.push_str(" · ");
        }
        detail.push_str(&part);
    };
    if let Some(said) = said {
        push(said);
    }
    if let Some(status) = failure.status {
        push(fill("HTTP {0}", &[&digits(status.into())]));
    }
    if let Some(id) = &failure.request_id {
        push(fill(text.failure.request_id, &[&shown(id)]));
    }
    detail
}
