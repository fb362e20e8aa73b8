//! What this browser remembers between visits. Never a credential.

use super::{State, joined};
use crate::browser::location::languages;
use crate::browser::storage::{Key, read, remove, write};
use crate::text::Language;
use agent_ops::address::{Address, Scope, View};
use agent_ops::config::Config;

/// How many scopes are remembered.
const RECENT_LIMIT: usize = 8;

/// The language to begin with: chosen before, else the deployment's, else the browser's.
pub(super) fn language(config: Option<&Config>) -> Language {
    let chosen = read(Key::Language);
    let configured = config.and_then(|config| config.language.as_deref());
    let wanted = chosen.as_deref().or(configured).and_then(Language::from_tag);
    wanted
        .or_else(|| languages().iter().find_map(|tag| Language::from_tag(tag)))
        .unwrap_or(Language::English)
}

/// The scopes looked at lately, as addresses, newest first.
pub(super) fn recent() -> Vec<String> {
    let kept = read(Key::Recent).unwrap_or_default();
    let addresses = kept.lines().filter(|line| line.starts_with("#/"));
    addresses.take(RECENT_LIMIT).map(str::to_owned).collect()
}

/// The address of the GitLab last used.
pub(super) fn gitlab() -> Option<String> {
    read(Key::GitLab)
}

/// Remembers the address of the GitLab in use.
pub(super) fn remember_gitlab(url: &str) {
    write(Key::GitLab, url);
}

impl State {
    /// Shows the console in `language` from now on.
    pub(crate) fn speak(&'static self, language: Language) {
        write(Key::Language, language.tag());
        self.language.set(language);
    }

    /// Puts `scope` at the head of the scopes looked at lately.
    pub(crate) fn remember_scope(&'static self, scope: &Scope) {
        let address = Address {
            view: View::Agents { scope: scope.clone(), agent: None },
            gitlab: self.address.with_untracked(|address| address.gitlab.clone()),
            ..Address::default()
        };
        let hash = address.to_hash();
        self.recent.update(|recent| {
            recent.retain(|kept| *kept != hash);
            recent.insert(0, hash);
            recent.truncate(RECENT_LIMIT);
            write(Key::Recent, &joined(recent, "\n"));
        });
    }

    /// Forgets the scopes looked at lately.
    pub(crate) fn forget_recent(&'static self) {
        remove(Key::Recent);
        self.recent.set(Vec::new());
    }
}
