//! The table: as many rows as are in sight, of as many as there are.

use super::columns::{Head, columns};
use super::empty::empty;
use super::row::row;
use crate::store::{Reading, Store};
use crate::text::Text;
use crate::ui::{El, Rows, el, follow, icon, watch_viewport};
use agent_ops::model::AgentId;
use agent_ops::table::{Column, Sort, window};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows rendered above and below those in sight, so that the arrow keys always find a neighbour.
const OVERSCAN: u32 = 6;

/// The table of the scope's agents.
pub(crate) fn agent_table(store: Store, text: &'static Text) -> El {
    let agents = store.agents;
    let scroller = el("div").class("table");
    let ruler = el("div").class("table__ruler").attr("aria-hidden", "true");
    let viewport = watch_viewport(&scroller, &ruler);
    let rows = arranged(store);
    let count = Memo::new(move |_| rows.with(|rows| u32::try_from(rows.len()).unwrap_or(0)));
    let in_sight = Memo::new(move |_| {
        // The same indices may be other agents than before.
        agents.version.track();
        let view = viewport.get();
        let range = window(view.top, view.height, view.row, count.get(), OVERSCAN);
        rows.with(|rows| {
            agents.table.with_value(|table| {
                let rows = range.filter_map(|position| {
                    let index = *rows.get(position as usize)?;
                    Some((position, table.row(index)?.id))
                });
                rows.collect::<Vec<(u32, AgentId)>>()
            })
        })
    });
    follow(move || {
        agents.version.track();
        store.show_contacts(in_sight.with(|rows| rows.iter().map(|(_, agent)| *agent).collect()));
    });
    let window = el("div").class("table__window");
    let body = el("div").class("table__body").attr("role", "rowgroup").child(window.clone());
    let place = (body.clone(), window.clone());
    follow(move || {
        let row = viewport.get().row;
        let top = in_sight.with(|rows| rows.first().map_or(0, |(position, _)| *position));
        place.0.set_style("height", &px(count.get().saturating_mul(row)));
        place.1.set_style("translate", &("0 ".to_owned() + &px(top.saturating_mul(row))));
    });
    let shown = Rows::new(window);
    follow(move || {
        in_sight
            .with(|rows| shown.show(rows, &|(position, agent)| row(store, text, agent, position)));
    });
    let is_busy = move || agents.reading.with(|reading| matches!(reading, Reading::Running { .. }));
    scroller
        .attr("role", "table")
        .attr("aria-label", text.agents.table)
        .attr_with("aria-rowcount", move || (count.get() + 1).to_string())
        .state("aria-busy", is_busy)
        .child(ruler)
        .child(head(store, text))
        .child(body)
        .slot(move || (count.get() == 0).then(|| empty(store, text)))
}

/// The rows that pass the filter, in order.
fn arranged(store: Store) -> Memo<Arc<Vec<u32>>> {
    let query =
        Memo::new(move |_| store.address.with(|address| (address.filter.clone(), address.sort)));
    Memo::new(move |_| {
        store.agents.version.track();
        let (filter, sort) = query.get();
        // Only an order by age moves rows while time goes by.
        let now = match sort.column {
            Column::Status => store.now.get(),
            _ => store.now.get_untracked(),
        };
        let rows = store.agents.table.try_update_value(|table| table.arrange(&filter, sort, now));
        Arc::new(rows.unwrap_or_default())
    })
}

fn head(store: Store, text: &'static Text) -> El {
    let heads = columns(text).map(|Head { column, class, label }| {
        let sort = move || store.address.with(|address| address.sort);
        let turn = move || {
            let now = untrack(sort);
            let descending = now.column == column && !now.descending;
            store.set_sort(Sort { column, descending });
        };
        let button = el("button")
            .attr("type", "button")
            .class("table__sort")
            .text(label)
            .child(icon("sort"))
            .on_click(turn);
        el("div")
            .attr("role", "columnheader")
            .class(class)
            .attr_with("aria-sort", move || match sort() {
                Sort { column: sorted, .. } if sorted != column => "none",
                Sort { descending: true, .. } => "descending",
                Sort { .. } => "ascending",
            })
            .child(button)
    });
    let row = el("div").attr("role", "row").class("row row--head").attr("aria-rowindex", "1");
    el("div").class("table__head").attr("role", "rowgroup").child(row.children(heads))
}

fn px(pixels: u32) -> String {
    pixels.to_string() + "px"
}
