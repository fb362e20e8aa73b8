//! What stands in the form of a dialog while it is filled.

use crate::shared::Shared;

/// The fields of the dialogs' forms. They are here and not in a view, so that neither a change of language
/// nor an answer of GitLab's empties a form. One form is open at a time.
#[derive(Debug)]
pub(crate) struct Form {
    /// The name of a new agent or token.
    pub(crate) name: Shared<String>,
    /// The description of a new token.
    pub(crate) description: Shared<String>,
    /// The id of the project of a new agent; empty while none is chosen.
    pub(crate) project: Shared<String>,
    /// The number that confirms a revocation or a deletion.
    pub(crate) typed_id: Shared<String>,
    /// Whether somebody tried to send the form as it was.
    pub(crate) is_tried: Shared<bool>,
}

impl Form {
    pub(super) fn new() -> Self {
        Self {
            name: Shared::new(String::new()),
            description: Shared::new(String::new()),
            project: Shared::new(String::new()),
            typed_id: Shared::new(String::new()),
            is_tried: Shared::new(false),
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
