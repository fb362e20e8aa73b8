//! Who is signed in, and the people who created things.

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
    /// Whether GitLab says that they administer the whole instance. It tells so only to administrators.
    pub is_admin: bool,
}

/// What is known of the name behind a user id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserName {
    /// Not asked yet.
    Unread,
    /// The `@name`.
    Known(String),
    /// GitLab does not tell this caller.
    Hidden,
}

/// What a personal access token says of itself (`GET /personal_access_tokens/self`, GitLab 15.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalAccessToken {
    /// The name its owner gave it.
    pub name: String,
    /// Its scopes, as GitLab sends them.
    pub scopes: Vec<String>,
    /// The first moment of the day (UTC) on which it stops working. `None`: no end.
    pub expires_at: Option<Timestamp>,
    /// Whose token it is.
    pub user_id: Option<UserId>,
}

/// What a token's scopes allow at the agent endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// `api`: everything the role allows.
    Write,
    /// `read_api`: reading.
    Read,
    /// Neither scope: every agent endpoint answers 403.
    Nothing,
}

impl PersonalAccessToken {
    /// What the scopes allow at the agent endpoints.
    #[must_use]
    pub fn power(&self) -> Power {
        let has = |scope: &str| self.scopes.iter().any(|held| held == scope);
        if has("api") {
            Power::Write
        } else if has("read_api") {
            Power::Read
        } else {
            Power::Nothing
        }
    }

    /// Whole days until the token stops working, counted from `now`; negative afterwards.
    #[must_use]
    pub fn days_left(&self, now: Timestamp) -> Option<i64> {
        let end = self.expires_at?.as_millis();
        Some(end.saturating_sub(now.as_millis()).div_euclid(DAY_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(scopes: &[&str], expires_at: Option<&str>) -> PersonalAccessToken {
        PersonalAccessToken {
            name: "console".to_owned(),
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            expires_at: expires_at.and_then(Timestamp::parse_date),
            user_id: Some(UserId(1)),
        }
    }

    #[test]
    fn the_strongest_scope_counts() {
        assert_eq!(token(&["read_api", "api"], None).power(), Power::Write);
        assert_eq!(token(&["read_user", "read_api"], None).power(), Power::Read);
        assert_eq!(token(&["read_user"], None).power(), Power::Nothing);
    }

    #[test]
    fn days_are_counted_to_the_start_of_the_last_day() {
        let now = Timestamp::parse_rfc3339("2026-11-22T12:00:00Z").unwrap();
        assert_eq!(token(&[], Some("2026-11-27")).days_left(now), Some(4));
        assert_eq!(token(&[], Some("2026-11-22")).days_left(now), Some(-1));
        assert_eq!(token(&[], None).days_left(now), None);
    }
}
