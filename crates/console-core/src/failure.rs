//! Why a request to GitLab failed.

use crate::timestamp::Timestamp;
use std::ops::Deref;
use std::sync::Arc;

/// A failed request, described so that a person can act on it.
///
/// The kind follows from status, content type and shape, never from the text of a message: GitLab
/// translates its messages into the language of the token's owner.
///
/// One pointer wide, because many types contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Arc<Told>);

/// The details of a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The kind of failure.
    pub kind: FailureKind,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// GitLab's own message, unchanged. May be in any language, or empty.
    pub detail: String,
    /// GitLab's `X-Request-Id`, which administrators can find in their logs.
    pub request_id: Option<String>,
}

/// The kinds of failure, distinguished by what a person would do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// 401: the personal access token is not accepted.
    Unauthorised(Unauthorised),
    /// 403 `insufficient_scope`: the scopes of a legacy token do not allow this.
    ScopeTooSmall,
    /// 403 `insufficient_granular_scope`: this needs a fine-grained token with permissions that
    /// this token lacks. A legacy token gets the same error if a group accepts fine-grained tokens
    /// only. See [`Failure::permissions`].
    PermissionMissing,
    /// 403 to a write: the person's role does not allow it, or the project or a parent group is
    /// archived.
    Forbidden,
    /// 403 to a read. For a missing role GitLab answers 404, so this is another rule, such as terms
    /// of use, IP restrictions or single sign-on; [`Failure::detail`] has the reason.
    ReadForbidden,
    /// 404: it does not exist or is hidden; GitLab answers both alike.
    NotFound,
    /// 400, 409, 412, 415 or 422: GitLab understood the request and refused it.
    Refused,
    /// The agent already has as many active tokens as GitLab allows.
    TokenLimit,
    /// The project already has an agent of that name.
    NameTaken,
    /// 429. Across origins the waiting time is not readable.
    Throttled {
        /// The earliest time to retry, if GitLab's header was readable.
        retry_at: Option<Timestamp>,
    },
    /// 503 from a GitLab in maintenance mode. Only recognisable on the same origin.
    Maintenance,
    /// 5xx: GitLab, or a proxy in front of it, failed.
    Server,
    /// No response. Across origins, a failed CORS check, a proxy, a TLS error and a broken
    /// connection look alike.
    Unreachable,
    /// The browser refused to build the request; nothing was sent.
    Unsendable,
    /// The page's own Content-Security-Policy blocks the address.
    BlockedByPolicy,
    /// A redirect: the project has moved, or there is a login page in front of GitLab.
    Moved,
    /// A response that cannot be parsed, such as HTML instead of JSON.
    Unreadable,
    /// A response longer than any that GitLab sends.
    TooLarge,
    /// No response within the time limit.
    TimedOut,
}

/// Why GitLab rejected a personal access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthorised {
    /// GitLab does not know the token, or none was sent.
    Unknown,
    /// GitLab reports that the token has expired.
    Expired,
    /// GitLab reports that the token was revoked.
    Revoked,
    /// Another reason, given in [`Failure::detail`].
    Other,
    /// The response does not have GitLab's form: a proxy in front of GitLab may have dropped the
    /// token's header, or may require its own sign-in.
    Foreign,
}

impl Deref for Failure {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.0
    }
}

impl FailureKind {
    /// The machine-readable name of the kind, for host pages. Stable across languages and releases.
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
    /// A failure without a response.
    #[must_use]
    pub fn without_answer(kind: FailureKind) -> Self {
        Self::new(Told { kind, status: None, detail: String::new(), request_id: None })
    }

    /// A failure with these details.
    #[must_use]
    pub fn new(told: Told) -> Self {
        Self(Arc::new(told))
    }

    /// The fine-grained permissions that GitLab's message names, for
    /// [`FailureKind::PermissionMissing`]; may be empty. GitLab writes them in brackets and does
    /// not translate them.
    pub fn permissions(&self) -> impl Iterator<Item = &str> {
        let is_it = self.kind == FailureKind::PermissionMissing;
        let named = self.detail.rsplit_once('[').and_then(|(_, list)| list.split_once(']'));
        let list = named.filter(|_| is_it).map_or("", |(list, _)| list);
        list.split(',').map(str::trim).filter(|name| !name.is_empty())
    }

    /// Whether GitLab withholds the answer from this caller, which says nothing about the
    /// credential.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        matches!(self.kind, FailureKind::PermissionMissing | FailureKind::ReadForbidden)
    }

    /// Whether GitLab itself rejected the credential.
    #[must_use]
    pub fn refuses_credential(&self) -> bool {
        self.is_unauthorised() && self.kind != FailureKind::Unauthorised(Unauthorised::Foreign)
    }

    /// Whether GitLab no longer accepts the credential, so that a new one is needed.
    #[must_use]
    pub fn is_unauthorised(&self) -> bool {
        matches!(self.kind, FailureKind::Unauthorised(_))
    }

    /// Whether the same read may succeed later without intervention.
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

    /// Host pages rely on these names.
    #[test]
    fn every_kind_has_a_code_and_some_are_transient() {
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
    fn reads_missing_permissions_from_the_message() {
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
