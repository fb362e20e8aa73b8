//! Users and their personal access tokens.

use serde::Serialize;

use super::{Permission, World};
use crate::clock::Moment;

/// A GitLab account.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) admin: bool,
    pub(crate) language: Language,
    pub(crate) profile: Visibility,
    pub(crate) created: Moment,
}

/// The language a user chose in GitLab, used for GitLab's messages to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Korean,
}

/// Who may look up an account by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    Everyone,
    /// Administrators only: for all others the user does not exist.
    Administrators,
}

/// A personal access token.
#[derive(Debug, Clone)]
pub(crate) struct AccessToken {
    pub(crate) id: u64,
    pub(crate) secret: String,
    pub(crate) name: &'static str,
    pub(crate) user: u64,
    pub(crate) scopes: &'static [Scope],
    /// The permissions of a fine-grained token; `None` for a legacy one, which has scopes.
    pub(crate) permissions: Option<Vec<Permission>>,
    pub(crate) created: Moment,
    /// It expires at the start of this day.
    pub(crate) expires: Option<Moment>,
    pub(crate) revoked: bool,
}

/// What a personal access token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scope {
    Api,
    ReadApi,
    ReadUser,
    /// The only scope of a fine-grained token.
    Granular,
}

impl AccessToken {
    /// GitLab compares dates: a token has expired from the start of its expiry date.
    pub(crate) fn expired(&self, now: Moment) -> bool {
        self.expires.is_some_and(|day| day.date() <= now.date())
    }
}

impl World {
    pub(crate) fn user(&self, id: u64) -> Option<&User> {
        self.users.get(&id)
    }

    pub(crate) fn access_token(&self, secret: &str) -> Option<&AccessToken> {
        self.access_tokens.iter().find(|token| token.secret == secret)
    }

    /// Expires a personal access token now.
    pub(crate) fn expire_access_token(&mut self, secret: &str, now: Moment) {
        for token in self.access_tokens.iter_mut().filter(|token| token.secret == secret) {
            token.expires = Some(now);
        }
    }

    pub(super) fn add_user(&mut self, user: User) {
        self.users.insert(user.id, user);
    }

    pub(super) fn add_access_token(&mut self, token: AccessToken) {
        self.access_tokens.push(token);
    }
}
