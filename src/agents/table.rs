//! The table of agents, described for the component that shows it.

use super::cells::AgentCells;
use super::empty::NoRows;
use crate::components::{Cells, RowPick, RowPlace, Source, Table, TableColumn, TableSource};
use crate::store::{Here, Pick, Reading, use_session, use_text};
use crate::text::Text;
use crate::ui::El;
use console_core::agents::{Column, Sort};
use console_core::model::AgentId;
use console_core::table::Columns as _;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// The table of the scope's agents.
#[component]
pub(crate) fn AgentTable() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let is_busy = move || {
        let is_running = |reading: &Reading| matches!(reading, Reading::Running { .. });
        session.get().agents.reading.with(is_running)
    };
    view! {
        <Table source=use_agents() label=text.agents.table is_busy=Signal::derive(is_busy)>
            <NoRows/>
        </Table>
    }
}

/// The agents of the scope, as the table and the menus above it take them.
pub(super) fn use_agents() -> Source {
    Arc::new(Agents { session: use_session(), text: use_text() })
}

/// What is shown of agents, and done with them.
struct Agents {
    session: Here,
    text: &'static Text,
}

impl TableSource for Agents {
    fn columns(&self) -> Vec<TableColumn> {
        Column::all().map(|column| table_column(column, self.text)).collect()
    }

    fn shown(&self) -> Vec<u8> {
        let session = self.session.get();
        session
            .console
            .address
            .with(|address| address.columns.as_slice().iter().map(|column| *column as u8).collect())
    }

    fn toggle_column(&self, column: u8) {
        self.session.get().console.toggle_column(column_of(column));
    }

    fn sort(&self) -> (u8, bool) {
        let Sort { column, descending } =
            self.session.get().console.address.with(|address| address.sort);
        (column as u8, descending)
    }

    fn sort_by(&self, column: u8, descending: bool) {
        self.session.get().console.set_sort(Sort { column: column_of(column), descending });
    }

    fn len(&self) -> u32 {
        let len = self.session.get().agents.arranged.with(|arranged| arranged.rows.len());
        u32::try_from(len).unwrap_or(0)
    }

    fn rows(&self, positions: Range<u32>) -> Vec<RowPlace> {
        let session = self.session.get();
        let agents = &session.agents;
        // The same indices may be other agents than before.
        agents.version.track();
        agents.arranged.with_untracked(|arranged| {
            agents.table.with_untracked(|table| {
                let rows = positions.filter_map(|position| {
                    let index = *arranged.rows.get(position as usize)?;
                    Some(RowPlace { position, id: table.ids().get(index)? })
                });
                rows.collect()
            })
        })
    }

    fn seen(&self, rows: &[RowPlace]) {
        let session = self.session.get();
        session.agents.version.track();
        session.show_contacts(rows.iter().map(|place| AgentId(place.id)));
    }

    fn cells(&self, cells: Vec<(u8, El)>) -> Box<dyn Cells> {
        let cells = cells.into_iter().map(|(column, node)| (column_of(column), node));
        Box::new(AgentCells::new(self.session, self.text, cells))
    }

    fn id_attribute(&self) -> &'static str {
        "data-agent-id"
    }

    fn href(&self, id: u64) -> String {
        self.session.get().console.agent_href(AgentId(id))
    }

    fn open(&self, id: u64) {
        self.session.get().console.open_agent(Some(AgentId(id)));
    }

    fn is_open(&self, id: u64) -> bool {
        self.session.get().console.open() == Some(AgentId(id))
    }

    fn is_selected(&self, id: u64) -> bool {
        self.session.get().is_selected(AgentId(id))
    }

    fn select(&self, rows: RowPick) {
        self.session.get().pick(match rows {
            RowPick::Toggle(position) => Pick::Toggle(position),
            RowPick::Range(from, to) => Pick::Range(from, to),
            RowPick::All => Pick::All,
            RowPick::Nothing => Pick::Nothing,
        });
    }

    fn sought(&self) -> Option<u32> {
        self.session.get().agents.picked.sought.get()
    }

    fn seek(&self, position: Option<u32>) {
        self.session.get().agents.picked.sought.set(position);
    }

    fn type_ahead(&self, letter: char, position: u32) {
        self.session.get().type_ahead(letter, position);
    }
}

/// A column as the page shows it.
fn table_column(column: Column, text: &Text) -> TableColumn {
    let words = &text.agents;
    let (class, label, is_name) = match column {
        Column::Name => ("row__name", words.name, true),
        Column::Status => ("row__status", words.status, false),
        Column::LastContact => ("row__contact", words.last_contact, false),
        Column::Tokens => ("row__tokens", words.tokens, false),
        Column::Project => ("row__project", words.project, true),
        Column::Created => ("row__created", words.created, false),
        Column::CreatedBy => ("row__creator", words.created_by, true),
        Column::Id => ("row__id", words.id, true),
    };
    TableColumn { column: column as u8, class, label, is_name }
}

/// The column with that number.
fn column_of(number: u8) -> Column {
    Column::all().find(|column| *column as u8 == number).unwrap_or_default()
}
