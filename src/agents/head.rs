//! The table's head: the names of the columns, which sort it.

use super::columns::{Head, columns_key, shown_columns};
use crate::components::Icon;
use crate::store::{use_store, use_text};
use console_core::agents::Sort;
use leptos::prelude::*;

/// The head, with the columns that are shown.
#[component]
pub(super) fn TableHead() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let columns = Memo::new(move |_| columns_key(store));
    let heads = move || {
        columns.get();
        let heads = untrack(|| shown_columns(store, text));
        heads.into_iter().map(|head| view! { <ColumnHead head/> }).collect_view()
    };
    view! {
        <div class="table__head" role="rowgroup">
            <div class="row row--head" role="row" aria-rowindex="1">{heads}</div>
        </div>
    }
}

/// The name of a column. A click sorts by it, and a second one the other way round.
#[component]
fn ColumnHead(head: Head) -> impl IntoView {
    let store = use_store();
    let Head { column, class, label } = head;
    let sort = move || store.address.with(|address| address.sort);
    let turn = move |_| {
        let now = untrack(sort);
        let descending = now.column == column && !now.descending;
        store.set_sort(Sort { column, descending });
    };
    let order = move || match sort() {
        Sort { column: sorted, .. } if sorted != column => "none",
        Sort { descending: true, .. } => "descending",
        Sort { .. } => "ascending",
    };
    view! {
        <div role="columnheader" class=class aria-sort=order>
            <button type="button" class="table__sort" on:click=turn>{label}<Icon name="sort"/></button>
        </div>
    }
}
