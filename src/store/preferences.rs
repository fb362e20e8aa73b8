//! What this browser remembers between visits. Never a credential.

use super::{Console, News, Work, joined};
use crate::browser::storage::{Key, read, remove, write};
use crate::text::{self, Language};
use console_core::address::{Address, Scope, View};
use gitlab_agents::GitLabUrl;
use leptos::prelude::*;
use std::rc::Rc;

/// How many scopes are remembered.
const RECENT_LIMIT: usize = 8;

/// The scopes looked at lately, as addresses, newest first.
pub(super) fn recent() -> Vec<String> {
    let kept = read(Key::Recent).unwrap_or_default();
    let addresses = kept.lines().filter(|line| line.starts_with("#/"));
    addresses.take(RECENT_LIMIT).map(str::to_owned).collect()
}

/// The address of the GitLab last used.
pub(super) fn gitlab() -> Option<String> {
    let kept = read(Key::GitLab)?;
    if GitLabUrl::parse(&kept).is_err() {
        remove(Key::GitLab);
        return None;
    }
    Some(kept)
}

/// Remembers the address of the GitLab in use.
pub(super) fn remember_gitlab(url: &str) {
    write(Key::GitLab, url);
}

impl Console {
    /// Shows the console in `language` from now on, once its sentences are here. Where they cannot be loaded
    /// it stays as it is.
    pub(crate) fn speak(self: &Rc<Self>, language: Language) {
        self.tasks.spawn(self.late(Work::Speak(Rc::clone(self), language)));
    }

    /// Loads the sentences of `language` and shows the console in it.
    pub(super) async fn load_language(&self, language: Language) {
        let text = match text::known(language) {
            Some(text) => Some(text),
            None => {
                let file = self.host.sentences.load(language.tag()).await;
                file.map(|file| text::read(language, file))
            }
        };
        match text {
            Some(text) => {
                write(Key::Language, language.tag());
                self.text.set(text);
            }
            None => {
                // The list shows the language that is spoken.
                self.text.update(|_| ());
                self.corner.say(News::LanguageMissing);
            }
        }
    }

    /// Puts `scope` at the head of the scopes looked at lately.
    pub(crate) fn remember_scope(&self, scope: &Scope) {
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
    pub(crate) fn forget_recent(&self) {
        remove(Key::Recent);
        self.recent.set(Vec::new());
    }
}
