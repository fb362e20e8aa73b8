//! Why a request to GitLab did not give what was asked for.

use crate::timestamp::Timestamp;
use std::ops::Deref;
use std::sync::Arc;

/// One failed request, in the terms in which a person can act on it.
///
/// The kind is decided by status, content type and shape, never by the text of a message: GitLab
/// translates its messages into the language of the token's owner.
///
/// It is one pointer wide: whatever may fail carries it, and hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Arc<Told>);

/// What is known of a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What kind of failure this is.
    pub kind: FailureKind,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// GitLab's own sentence, as it was sent. May be in any language, and empty.
    pub detail: String,
    /// GitLab's `X-Request-Id`, which its administrators can look up in their logs.
    pub request_id: Option<String>,
}

/// The kinds of failure a person can tell apart by what they would do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// 401: the personal access token is not accepted.
    Unauthorised(Unauthorised),
    /// 403 `insufficient_scope`: the scopes of a legacy token do not allow this.
    ScopeTooSmall,
    /// 403 `insufficient_granular_scope`: this needs a fine-grained token with permissions that this token
    /// lacks. A legacy token is told the same where a group accepts fine-grained tokens only. Which
    /// permissions: [`Failure::permissions`].
    PermissionMissing,
    /// 403 to a change: the person's role does not allow it, or the project or a group above it is archived.
    Forbidden,
    /// 403 to a read. GitLab answers 404 where a role is missing, so this is a rule about something else, such
    /// as terms of use, networks or single sign-on, and the reason stands in [`Failure::detail`].
    ReadForbidden,
    /// 404: it does not exist, or it is hidden. GitLab gives one answer for both.
    NotFound,
    /// 400, 409, 412, 415, 422: GitLab understood the request and refused it.
    Refused,
    /// The agent holds as many active tokens as GitLab allows.
    TokenLimit,
    /// The project has an agent of that name.
    NameTaken,
    /// 429. Across origins the waiting time is not readable.
    Throttled {
        /// The earliest time at which GitLab says it will listen again, where that was readable.
        retry_at: Option<Timestamp>,
    },
    /// 503 of a GitLab in maintenance mode. Readable on the same origin only.
    Maintenance,
    /// 5xx: GitLab, or something in front of it, failed.
    Server,
    /// No answer. Across origins a refused CORS check, a proxy, a TLS error and a cut cable look alike.
    Unreachable,
    /// The browser makes no request of it, so that nothing was sent.
    Unsendable,
    /// This page's own Content Security Policy forbids the address.
    BlockedByPolicy,
    /// A redirect: the project has moved, or a login page stands in front of GitLab.
    Moved,
    /// An answer that cannot be understood, such as HTML where JSON belongs.
    Unreadable,
    /// An answer longer than any that GitLab gives.
    TooLarge,
    /// No answer within the time allowed.
    TimedOut,
}

/// Why GitLab does not accept a personal access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthorised {
    /// GitLab does not know the token, or none was sent.
    Unknown,
    /// GitLab reports that the token has expired.
    Expired,
    /// GitLab reports that the token was revoked.
    Revoked,
    /// Some other reason, which stands in [`Failure::detail`].
    Other,
    /// The answer does not have GitLab's form. Something in front of GitLab may have dropped the header with
    /// the token, or want a sign-in of its own.
    Foreign,
}

impl Deref for Failure {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.0
    }
}

impl FailureKind {
    /// The kind's name for programs, such as the page around a console. It stays the same in all languages
    /// and releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthorised(_) => "unauthorised",
            Self::ScopeTooSmall => "scope-too-small",
            Self::PermissionMissing => "permission-missing",
            Self::Forbidden | Self::ReadForbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Refused => "refused",
            Self::TokenLimit => "token-limit",
            Self::NameTaken => "name-taken",
            Self::Throttled { .. } => "throttled",
            Self::Maintenance => "maintenance",
            Self::Server => "server",
            Self::Unreachable => "unreachable",
            Self::Unsendable => "unsendable",
            Self::BlockedByPolicy => "blocked-by-policy",
            Self::Moved => "moved",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too-large",
            Self::TimedOut => "timed-out",
        }
    }
}

impl Failure {
    /// A failure for which no answer came.
    #[must_use]
    pub fn without_answer(kind: FailureKind) -> Self {
        Self::new(Told { kind, status: None, detail: String::new(), request_id: None })
    }

    /// A failure of which this is known.
    #[must_use]
    pub fn new(told: Told) -> Self {
        Self(Arc::new(told))
    }

    /// The permissions of fine-grained tokens that GitLab's sentence names, for
    /// [`FailureKind::PermissionMissing`]; empty where it names none. GitLab writes them between brackets, and
    /// does not translate them.
    pub fn permissions(&self) -> impl Iterator<Item = &str> {
        let is_it = self.kind == FailureKind::PermissionMissing;
        let named = self.detail.rsplit_once('[').and_then(|(_, list)| list.split_once(']'));
        let list = named.filter(|_| is_it).map_or("", |(list, _)| list);
        list.split(',').map(str::trim).filter(|name| !name.is_empty())
    }

    /// Whether GitLab refuses to tell this caller: an answer that says nothing about the credential.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        matches!(self.kind, FailureKind::PermissionMissing | FailureKind::ReadForbidden)
    }

    /// Whether GitLab itself says that it does not accept the credential.
    #[must_use]
    pub fn refuses_credential(&self) -> bool {
        self.is_unauthorised() && self.kind != FailureKind::Unauthorised(Unauthorised::Foreign)
    }

    /// Whether GitLab has stopped accepting the credential, so that only another one helps.
    #[must_use]
    pub fn is_unauthorised(&self) -> bool {
        matches!(self.kind, FailureKind::Unauthorised(_))
    }

    /// Whether the same read may succeed a little later without anybody doing anything.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self.kind,
            FailureKind::Throttled { .. }
                | FailureKind::Maintenance
                | FailureKind::Server
                | FailureKind::Unreachable
                | FailureKind::TimedOut
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages around a console hold on to these names.
    #[test]
    fn every_kind_has_its_name_and_some_pass() {
        let unauthorised = FailureKind::Unauthorised(Unauthorised::Expired);
        for (kind, code, is_passing) in [
            (unauthorised, "unauthorised", false),
            (FailureKind::ScopeTooSmall, "scope-too-small", false),
            (FailureKind::PermissionMissing, "permission-missing", false),
            (FailureKind::Forbidden, "forbidden", false),
            (FailureKind::ReadForbidden, "forbidden", false),
            (FailureKind::NotFound, "not-found", false),
            (FailureKind::Refused, "refused", false),
            (FailureKind::TokenLimit, "token-limit", false),
            (FailureKind::NameTaken, "name-taken", false),
            (FailureKind::Throttled { retry_at: None }, "throttled", true),
            (FailureKind::Maintenance, "maintenance", true),
            (FailureKind::Server, "server", true),
            (FailureKind::Unreachable, "unreachable", true),
            (FailureKind::Unsendable, "unsendable", false),
            (FailureKind::BlockedByPolicy, "blocked-by-policy", false),
            (FailureKind::Moved, "moved", false),
            (FailureKind::Unreadable, "unreadable", false),
            (FailureKind::TooLarge, "too-large", false),
            (FailureKind::TimedOut, "timed-out", true),
        ] {
            let failure = Failure::without_answer(kind);
            assert_eq!((kind.code(), failure.is_passing()), (code, is_passing));
            assert_eq!(failure.is_unauthorised(), kind == unauthorised, "{code}");
            assert_eq!(failure.refuses_credential(), kind == unauthorised, "{code}");
        }
        let foreign = FailureKind::Unauthorised(Unauthorised::Foreign);
        assert!(!Failure::without_answer(foreign).refuses_credential());
    }

    #[test]
    fn the_permissions_that_are_missing_are_read_from_the_sentence() {
        let named = |kind, detail: &str| {
            let detail = detail.to_owned();
            let failure = Failure::new(Told { kind, status: Some(403), detail, request_id: None });
            failure.permissions().map(str::to_owned).collect::<Vec<_>>()
        };
        let one = "Access denied: This operation requires a fine-grained personal access token with \
                   the following project permissions: [Cluster Agent Token: Create].";
        assert_eq!(named(FailureKind::PermissionMissing, one), ["Cluster Agent Token: Create"]);
        let two = "[Cluster Agent: Read, CI/CD Setting: Update]";
        let both = ["Cluster Agent: Read", "CI/CD Setting: Update"];
        assert_eq!(named(FailureKind::PermissionMissing, two), both);
        for none in ["", "Access denied", "[", "]", "[]", "][", "[ , ]"] {
            assert_eq!(named(FailureKind::PermissionMissing, none), [""; 0], "{none}");
        }
        assert_eq!(named(FailureKind::Refused, two), [""; 0]);
    }
}
