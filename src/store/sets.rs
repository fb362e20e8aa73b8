//! Sets of projects and groups that this browser remembers, for each GitLab its own.

use super::{Console, Session, joined};
use crate::browser::guest::is_guest;
use crate::browser::nfc::nfc;
use crate::browser::storage::{Kept, Key, read, write};
use console_core::address::{Archived, Places, Scope, SetName, Sets, Sources};
use leptos::prelude::*;

/// The sets of each GitLab, by its address.
pub(super) type SavedSets = Vec<(String, Sets)>;

/// What became of a set that was to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// The browser keeps it.
    Kept,
    /// The browser refuses to keep anything: it lasts as long as this page.
    ForNow,
    /// The name will not do.
    Refused,
}

/// What is kept: an address, and on the next line its sets.
pub(super) fn saved() -> SavedSets {
    let kept = read(Key::Sets).unwrap_or_default();
    let mut lines = kept.lines();
    let mut saved = Vec::new();
    while let (Some(gitlab), Some(sets)) = (lines.next(), lines.next()) {
        if let Some(sets) = Sets::parse(sets) {
            saved.push((gitlab.to_owned(), sets.composed(nfc)));
        }
    }
    saved
}

impl Console {
    /// The names of the deployment's sets and of this browser's, with whether they are the browser's.
    /// Tracks.
    pub(crate) fn set_names(&self) -> Vec<(SetName, bool)> {
        let mut names = Vec::new();
        if let Ok(config) = &self.config {
            names.extend(config.sets.names().map(|name| (name.clone(), false)));
        }
        self.with_saved_sets(&mut |sets| {
            for name in sets.names() {
                // The deployment's stands before one of the same name.
                if !names.iter().any(|(other, _)| other == name) {
                    names.push((name.clone(), true));
                }
            }
        });
        names
    }

    /// What is read for a set of this browser's. Tracks.
    pub(super) fn saved_sources(&self, scope: &Scope, archived: Archived) -> Option<Sources> {
        let mut sources = None;
        self.with_saved_sets(&mut |sets| sources = scope.sources(archived, sets));
        sources
    }

    /// Forgets a set of this browser's.
    pub(crate) fn forget_set(&self, name: &SetName) {
        self.change_sets(&mut |sets| sets.remove(name));
    }

    fn with_saved_sets(&self, look: &mut dyn FnMut(&Sets)) {
        let gitlab = self.gitlab_name();
        self.saved_sets.with(|saved| {
            if let Some((_, sets)) = saved.iter().find(|(address, _)| *address == gitlab) {
                look(sets);
            }
        });
    }

    fn change_sets(&self, change: &mut dyn FnMut(&mut Sets)) -> Kept {
        let gitlab = self.gitlab_name();
        let mut saved = self.saved_sets.write();
        if !saved.iter().any(|(address, _)| *address == gitlab) {
            saved.push((gitlab.clone(), Sets::default()));
        }
        let mut lines = Vec::new();
        for (address, sets) in saved.iter_mut() {
            if *address == gitlab {
                change(sets);
            }
            lines.push(address.clone());
            lines.push(sets.to_json());
        }
        write(Key::Sets, &joined(&lines, "\n"))
    }
}

impl Session {
    /// Whether what is shown can be saved as a set: everything cannot, it has no members. In a page of somebody else
    /// nothing is kept. Tracks.
    pub(crate) fn may_save_set(&self) -> bool {
        let sources = &self.agents.sources;
        !is_guest()
            && sources
                .with(|sources| matches!(sources, Some(Sources { places: Places::Members(_), .. })))
    }

    /// Saves what is shown as a set, and shows that.
    pub(crate) fn save_set(&self, name: &str) -> Saved {
        let Some(name) = SetName::new(&nfc(name)) else { return Saved::Refused };
        if self.console.set_names().iter().any(|(other, is_own)| *other == name && !is_own) {
            return Saved::Refused;
        }
        let members = self.agents.sources.with_untracked(|sources| match sources {
            Some(Sources { places: Places::Members(members), .. }) => members.clone(),
            _ => Vec::new(),
        });
        let kept = self.console.change_sets(&mut |sets| sets.put(name.clone(), members.clone()));
        self.console.show_scope(Scope::Set(name));
        match kept {
            Kept::Yes => Saved::Kept,
            Kept::No => Saved::ForNow,
        }
    }
}
