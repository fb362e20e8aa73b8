//! What the browser keeps: credential and journal for this tab, and preferences for this browser.
//!
//! Storage may be refused (a frame of another site, a strict setting): then every read finds
//! nothing and every write says so. In a page of somebody else no preference is kept at all.

use super::{guest, window};
use std::sync::atomic::{AtomicBool, Ordering};
use web_sys::Storage;

/// What is kept. One name each, so that nothing else is ever written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The personal access token and the GitLab it belongs to. Session storage.
    Session,
    /// What of creations under way outlasts a reload, without a credential. Session storage.
    Journal,
    /// When somebody was last there, in milliseconds. Session storage, beside the token.
    Active,
    /// The address of the GitLab last used. Local storage.
    GitLab,
    /// The scopes looked at lately. Local storage.
    Recent,
    /// The sets saved in this browser. Local storage.
    Sets,
    /// The language chosen. Local storage.
    Language,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Key::Session => "agent-console.session",
            Key::Journal => "agent-console.journal",
            Key::Active => "agent-console.active",
            Key::GitLab => "agent-console.gitlab",
            Key::Recent => "agent-console.recent",
            Key::Sets => "agent-console.sets",
            Key::Language => "agent-console.language",
        }
    }

    fn storage(self) -> Option<Storage> {
        let window = window()?;
        match self {
            Key::Session | Key::Journal | Key::Active => window.session_storage(),
            Key::GitLab | Key::Recent | Key::Sets | Key::Language if guest::is_guest() => {
                return None;
            }
            Key::GitLab | Key::Recent | Key::Sets | Key::Language => window.local_storage(),
        }
        .ok()
        .flatten()
    }
}

/// Whether the browser kept what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It did.
    Yes,
    /// Storage is refused or full.
    No,
}

/// Whether a console has the storage of this tab. One at a time: two would take each other's records for theirs.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Takes the storage of this tab for one console. `false` where another one has it.
pub(crate) fn take() -> bool {
    !IS_TAKEN.swap(true, Ordering::Relaxed)
}

/// Gives it back.
pub(crate) fn give_back() {
    IS_TAKEN.store(false, Ordering::Relaxed);
}

/// What is kept under `key`.
pub(crate) fn read(key: Key) -> Option<String> {
    key.storage()?.get_item(key.name()).ok().flatten()
}

/// Keeps `value` under `key`.
pub(crate) fn write(key: Key, value: &str) -> Kept {
    match key.storage().map(|storage| storage.set_item(key.name(), value)) {
        Some(Ok(())) => Kept::Yes,
        Some(Err(_)) | None => Kept::No,
    }
}

/// Forgets what is kept under `key`.
pub(crate) fn remove(key: Key) {
    if let Some(storage) = key.storage() {
        let _ = storage.remove_item(key.name());
    }
}
