//! The table's head: the names of the columns, which sort it.

use super::source::{Source, TableColumn};
use crate::components::Icon;
use leptos::prelude::*;

/// The head, with the columns that are shown.
#[component]
pub(super) fn TableHead(source: Source, columns: ArcMemo<Vec<TableColumn>>) -> impl IntoView {
    let heads = move || {
        let heads = columns.get().into_iter();
        heads.map(|column| view! { <ColumnHead source=source.clone() column/> }).collect_view()
    };
    view! {
        <div class="table__head" role="rowgroup">
            <div class="row row--head" role="row" aria-rowindex="1">{heads}</div>
        </div>
    }
}

/// The name of a column. A click sorts by it, and a second one the other way round.
#[component]
fn ColumnHead(source: Source, column: TableColumn) -> impl IntoView {
    let TableColumn { column, class, label, .. } = column;
    let of = source.clone();
    let turn = move |_| {
        let (sorted, descending) = untrack(|| source.sort());
        source.sort_by(column, sorted == column && !descending);
    };
    let order = move || match of.sort() {
        (sorted, _) if sorted != column => "none",
        (_, true) => "descending",
        (_, false) => "ascending",
    };
    view! {
        <div role="columnheader" class=class aria-sort=order>
            <button type="button" class="table__sort" on:click=turn>{label}<Icon name="sort"/></button>
        </div>
    }
}
