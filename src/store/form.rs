//! What stands in the form of a dialog while it is filled.

use leptos::prelude::*;

/// The fields of the dialogs' forms. They are here and not in a view, so that neither a change of language
/// nor an answer of GitLab's empties a form. One form is open at a time.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The name of a new agent or token.
    pub(crate) name: ArcRwSignal<String>,
    /// The description of a new token.
    pub(crate) description: ArcRwSignal<String>,
    /// The id of the project of a new agent; empty while none is chosen.
    pub(crate) project: ArcRwSignal<String>,
    /// The number that confirms a revocation or a deletion.
    pub(crate) typed_id: ArcRwSignal<String>,
    /// Whether somebody tried to send the form as it was.
    pub(crate) is_tried: ArcRwSignal<bool>,
}

impl Form {
    pub(super) fn new() -> Self {
        Self {
            name: ArcRwSignal::new(String::new()),
            description: ArcRwSignal::new(String::new()),
            project: ArcRwSignal::new(String::new()),
            typed_id: ArcRwSignal::new(String::new()),
            is_tried: ArcRwSignal::new(false),
        }
    }

    /// Empties every field, and suggests `name`.
    pub(super) fn begin(&self, name: String) {
        self.name.set(name);
        for field in [&self.description, &self.project, &self.typed_id] {
            field.set(String::new());
        }
        self.is_tried.set(false);
    }
}
