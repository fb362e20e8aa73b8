//! What is shown, as a file.

use super::{Errand, Session};
use crate::browser::clock::now;
use crate::browser::download::download;
use console_core::export::{to_csv, to_json};
use leptos::prelude::*;
use std::rc::Rc;

/// How a file says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Json,
}

impl Session {
    /// Offers the rows that are selected, or else all that pass the filter, as comma-separated values.
    pub(crate) fn export_csv(self: &Rc<Self>) {
        self.export(Format::Csv);
    }

    /// Offers them as JSON.
    pub(crate) fn export_json(self: &Rc<Self>) {
        self.export(Format::Json);
    }

    fn export(self: &Rc<Self>, format: Format) {
        self.spawn_later(Errand::Export(format));
    }

    /// Makes the file and hands it to the browser.
    pub(super) fn offer(&self, format: Format) {
        let columns = self.console.address.with_untracked(|address| address.columns.clone());
        let mut rows = untrack(|| self.selected_rows());
        if rows.is_empty() {
            rows = self.agents.arranged.with_untracked(|arranged| arranged.rows.clone());
        }
        self.agents.table.with_untracked(|table| match format {
            Format::Csv => download("agents.csv", &to_csv(table, &rows, &columns, now())),
            Format::Json => download("agents.json", &to_json(table, &rows, &columns, now())),
        });
    }
}
