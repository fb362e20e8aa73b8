//! The credential of this tab.

use super::Console;
use crate::browser::storage::{Kept, Key, read, remove, write};
use console_core::access_token::AccessToken;
use console_core::json::{self, document, object_of};
use console_core::secret::Secret;
use gitlab_agents::GitLabUrl;
use serde::Deserialize;

/// Where the credential is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// In this tab's session storage: a reload stays signed in.
    Session,
    /// In memory, by choice: a reload signs out.
    Memory,
    /// In memory, because the browser refused to store it.
    Refused,
}

/// The version of the record in session storage, by which a later release refuses what it cannot read.
const RECORD_VERSION: &str = "1";

/// The record in session storage.
#[derive(Deserialize)]
struct Record {
    version: String,
    gitlab: String,
    token: String,
}

fn read_record(record: &str) -> Option<(GitLabUrl, AccessToken)> {
    let record: Record = json::read(document(record.as_bytes())?)?;
    if record.version != RECORD_VERSION {
        return None;
    }
    let token = AccessToken::new(Secret::new(record.token)).ok()?;
    Some((GitLabUrl::parse(&record.gitlab).ok()?, token))
}

/// Keeps the credential for this tab, bound to its GitLab.
pub(super) fn keep_credential(gitlab: &GitLabUrl, token: &AccessToken) -> Keeping {
    let pairs =
        [("version", RECORD_VERSION), ("gitlab", gitlab.as_str()), ("token", token.expose())];
    let record = Secret::new(object_of(&pairs));
    match write(Key::Session, record.expose()) {
        Kept::Yes => Keeping::Session,
        Kept::No => Keeping::Refused,
    }
}

impl Console {
    /// What this tab keeps under `key` of this console's.
    pub(super) fn kept(&self, key: Key) -> Option<String> {
        if self.keeps { read(key) } else { None }
    }

    /// Keeps nothing of this console's under `key` any more.
    pub(super) fn forget_kept(&self, key: Key) {
        if self.keeps {
            remove(key);
        }
    }

    /// The credential of this tab with the GitLab it belongs to. Anything unreadable is removed.
    pub(super) fn stored_credential(&self) -> Option<(GitLabUrl, AccessToken)> {
        let record = Secret::new(self.kept(Key::Session)?);
        let credential = read_record(record.expose());
        if credential.is_none() {
            self.forget_kept(Key::Session);
        }
        credential
    }

    /// Forgets the credential of this tab, and when somebody was last there.
    pub(super) fn forget_credential(&self) {
        self.forget_kept(Key::Session);
        self.forget_kept(Key::Active);
    }
}
