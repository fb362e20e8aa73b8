//! The columns: all there are, those that are shown, and the menu to choose them from.

use crate::components::{Checkbox, Menu};
use crate::store::{Store, use_store, use_text};
use crate::text::Text;
use console_core::agents::Column;
use leptos::prelude::*;

/// A column as the page shows it.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// Which column.
    pub(super) column: Column,
    /// The class of its cells.
    pub(super) class: &'static str,
    /// Its name.
    pub(super) label: &'static str,
}

/// Every column.
pub(super) fn columns(text: &'static Text) -> [Head; 8] {
    let words = &text.agents;
    [
        (Column::Name, "row__name", words.name),
        (Column::Status, "row__status", words.status),
        (Column::LastContact, "row__contact", words.last_contact),
        (Column::Tokens, "row__tokens", words.tokens),
        (Column::Project, "row__project", words.project),
        (Column::Created, "row__created", words.created),
        (Column::CreatedBy, "row__creator", words.created_by),
        (Column::Id, "row__id", words.id),
    ]
    .map(|(column, class, label)| Head { column, class, label })
}

/// The columns that are shown, in their order.
pub(super) fn shown_columns(store: Store, text: &'static Text) -> Vec<Head> {
    let all = columns(text);
    store.address.with(|address| {
        let shown = address.columns.as_slice().iter();
        shown.filter_map(|column| all.into_iter().find(|head| head.column == *column)).collect()
    })
}

/// A number that stands for the columns shown and their order. Tracks.
pub(super) fn columns_key(store: Store) -> u32 {
    store.address.with(|address| {
        let mut key = 0;
        for column in address.columns.as_slice() {
            key = (key << 4) | (*column as u32 + 1);
        }
        key
    })
}

/// The menu that shows and hides columns. The name is always there.
#[component]
pub(super) fn ColumnMenu() -> impl IntoView {
    let text = use_text();
    view! { <Menu label=text.agents.columns><ColumnChoice/></Menu> }
}

/// All columns but the name.
#[component]
fn ColumnChoice() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let optional = columns(text).into_iter().filter(|head| head.column != Column::Name);
    optional
        .map(|Head { column, label, .. }| {
            let shown = move || store.address.with(|address| address.columns.contains(column));
            view! {
                <Checkbox
                    checked=Signal::derive(shown)
                    on_change=move |_| store.toggle_column(column)
                >
                    <span>{label}</span>
                </Checkbox>
            }
        })
        .collect_view()
}
