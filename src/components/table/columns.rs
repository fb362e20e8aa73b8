//! Choosing columns, and by which of them the rows are ordered.

use super::source::{Source, TableColumn};
use crate::components::{Checkbox, Menu, Select};
use crate::ui::digits;
use leptos::prelude::*;

/// The menu that shows and hides columns. The first one is always there.
#[component]
pub(crate) fn ColumnMenu(source: Source, label: &'static str) -> impl IntoView {
    view! { <Menu label><ColumnChoice source=source.clone()/></Menu> }
}

/// All columns but the first.
#[component]
fn ColumnChoice(source: Source) -> impl IntoView {
    let optional = source.columns().into_iter().skip(1);
    optional
        .map(|TableColumn { column, label, .. }| {
            let (of, toggled) = (source.clone(), source.clone());
            view! {
                <Checkbox
                    checked=Signal::derive(move || of.shown().contains(&column))
                    on_change=move |_| toggled.toggle_column(column)
                >
                    <span>{label}</span>
                </Checkbox>
            }
        })
        .collect_view()
}

/// Sorting, where there is no room for a row of column heads.
#[component]
pub(crate) fn SortChoice(source: Source, label: &'static str) -> impl IntoView {
    let options = source.columns().into_iter();
    let options = options.map(|column| (digits(column.column.into()), column.label.to_owned()));
    let of = source.clone();
    let choose = move |column: String| {
        let columns = source.columns().into_iter();
        for chosen in columns.filter(|other| digits(other.column.into()) == column) {
            source.sort_by(chosen.column, false);
        }
    };
    view! {
        <Select
            label
            class="toolbar__sort field__input"
            options=options.collect()
            chosen=Signal::derive(move || digits(of.sort().0.into()))
            on_choose=choose
        />
    }
}
