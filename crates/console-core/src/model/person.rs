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
    /// What it is for.
    pub grant: Grant,
    /// When it stops working.
    pub end: TokenEnd,
    /// Whose token it is.
    pub user_id: Option<UserId>,
}

/// What a personal access token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A legacy token: its scopes, as GitLab sends them.
    Scopes(Vec<String>),
    /// A fine-grained token (GitLab 18.10). What it may do where is found out by doing it: a token can be
    /// granted something in one project and not in the next.
    FineGrained,
}

/// When a personal access token stops working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenEnd {
    /// At this moment, the first of a day (UTC).
    At(Timestamp),
    /// Never.
    Never,
    /// GitLab did not say, or not in a way that can be read.
    Unknown,
}

/// What a token allows at the agent endpoints, as far as that is known before trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// `api`: everything the role allows.
    Write,
    /// `read_api`: reading.
    Read,
    /// Neither scope: every agent endpoint answers 403.
    Nothing,
    /// Not known before trying, as with fine-grained tokens.
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

    /// Whole days until the token stops working, counted from `now`; negative afterwards.
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
    fn a_fine_grained_token_may_do_what_it_turns_out_to() {
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
