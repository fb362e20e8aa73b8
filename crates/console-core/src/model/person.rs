//! Users and their personal access tokens.

use super::id::UserId;
use crate::timestamp::{DAY_MS, Timestamp};

/// A GitLab user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their `@name`.
    pub username: String,
    /// Their display name.
    pub name: String,
    /// Whether GitLab says that they are an administrator. Only administrators get this field.
    pub is_admin: bool,
}

/// What is known about the name of a user id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserName {
    /// Not requested yet.
    Unread,
    /// The `@name`.
    Known(String),
    /// GitLab withholds it from this caller.
    Hidden,
}

/// A personal access token's own description (`GET /personal_access_tokens/self`, GitLab 15.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalAccessToken {
    /// Its name.
    pub name: String,
    /// What it grants.
    pub grant: Grant,
    /// When it expires.
    pub end: TokenEnd,
    /// Its owner.
    pub user_id: Option<UserId>,
}

/// What a personal access token grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A legacy token's scopes, as sent by GitLab.
    Scopes(Vec<String>),
    /// A fine-grained token (GitLab 18.10). Its permissions are found out by trying: it can have a
    /// permission in one project and not in the next.
    FineGrained,
}

/// When a personal access token expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenEnd {
    /// At this time, the start of a day (UTC).
    At(Timestamp),
    /// Never.
    Never,
    /// Missing or unreadable.
    Unknown,
}

/// What a token allows at the agent endpoints, as far as known without trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// `api`: everything that the role allows.
    Write,
    /// `read_api`: reading only.
    Read,
    /// Neither scope: every agent endpoint answers 403.
    Nothing,
    /// Only known by trying, as with fine-grained tokens.
    Unknown,
}

impl PersonalAccessToken {
    /// What it allows at the agent endpoints.
    #[must_use]
    pub fn power(&self) -> Power {
        let Grant::Scopes(scopes) = &self.grant else { return Power::Unknown };
        let has = |scope: &str| scopes.iter().any(|held| held == scope);
        if has("api") {
            Power::Write
        } else if has("read_api") {
            Power::Read
        } else {
            Power::Nothing
        }
    }

    /// Whole days until the token expires, from `now`; negative afterwards.
    #[must_use]
    pub fn days_left(&self, now: Timestamp) -> Option<i64> {
        let TokenEnd::At(end) = self.end else { return None };
        Some(end.as_millis().saturating_sub(now.as_millis()).div_euclid(DAY_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(grant: Grant, end: TokenEnd) -> PersonalAccessToken {
        PersonalAccessToken { name: "console".to_owned(), grant, end, user_id: Some(UserId(1)) }
    }

    #[test]
    fn the_strongest_scope_counts() {
        let power = |scopes: &[&str]| {
            let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
            token(Grant::Scopes(scopes), TokenEnd::Never).power()
        };
        assert_eq!(power(&["read_api", "api"]), Power::Write);
        assert_eq!(power(&["read_user", "read_api"]), Power::Read);
        assert_eq!(power(&["read_user"]), Power::Nothing);
        assert_eq!(power(&["granular"]), Power::Nothing, "a scope of that name is none of these");
    }

    #[test]
    fn a_fine_grained_tokens_power_is_unknown() {
        assert_eq!(token(Grant::FineGrained, TokenEnd::Never).power(), Power::Unknown);
    }

    #[test]
    fn days_are_counted_to_the_start_of_the_last_day() {
        let now = Timestamp::parse_rfc3339("2026-11-22T12:00:00Z").unwrap();
        let left = |end| token(Grant::FineGrained, end).days_left(now);
        let on = |date| left(TokenEnd::At(Timestamp::parse_date(date).unwrap()));
        assert_eq!(on("2026-11-27"), Some(4));
        assert_eq!(on("2026-11-22"), Some(-1));
        assert_eq!((left(TokenEnd::Never), left(TokenEnd::Unknown)), (None, None));
    }
}
