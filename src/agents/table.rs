//! The table: as many rows as are in sight, of as many as there are.

use super::columns::columns_key;
use super::empty::NoRows;
use super::head::TableHead;
use super::row::row;
use crate::store::{Pick, Reading, Store};
use crate::text::Text;
use crate::ui::{
    El, RowKey, Rows, Viewport, digits, el, el_of, focus_row, render_effect, row_keys,
    watch_viewport,
};
use console_core::model::AgentId;
use console_core::table::window;
use leptos::prelude::*;
use std::cell::Cell;

/// Rows rendered above and below those in sight, so that the arrow keys always find a neighbour.
const OVERSCAN: u32 = 6;

/// The table of the scope's agents.
pub(crate) fn agent_table(store: Store, text: &'static Text) -> El {
    let agents = &store.agents;
    let scroller = el("div.table[part=table]");
    let ruler = el("div.table__ruler[aria-hidden=true]");
    let viewport = watch_viewport(&scroller, &ruler);
    let in_sight = in_sight(store, &viewport);
    let seen = in_sight.clone();
    render_effect(move || {
        agents.version.track();
        seen.with(|rows| store.show_contacts(rows));
    });
    let window = el("div.table__window");
    let body = el("div.table__body[role=rowgroup]").child(window.clone());
    let scroller = row_keys(scroller, move |key, position| ask(store, key, position));
    let (box_of_rows, row_height) = (scroller.clone(), viewport.clone());
    render_effect(move || {
        if let Some(position) = agents.picked.sought.get() {
            let row = row_height.with_untracked(|viewport| viewport.row);
            let is_sought = move || {
                let is_there = position < untrack(|| count(store));
                is_there && agents.picked.sought.get_untracked() == Some(position)
            };
            let has_come = || agents.picked.sought.set(None);
            focus_row(&box_of_rows, position, row, is_sought, has_come);
        }
    });
    let place = (body.clone(), window.clone());
    let seen = in_sight.clone();
    render_effect(move || {
        let row = viewport.get().row;
        let top = seen.with(|rows| rows.first().map_or(0, |(position, _)| *position));
        place.0.set_style("height", &px(count(store).saturating_mul(row)));
        place.1.set_style("translate", &("0 ".to_owned() + &px(top.saturating_mul(row))));
    });
    let shown = Rows::new(window, |(_, agent)| *agent);
    // Other columns make other rows.
    let columns = ArcMemo::new(move |_| columns_key(store));
    let made_for = Cell::new(0);
    render_effect(move || {
        let make = |place: &ArcRwSignal<_>| untrack(|| row(store, text, place));
        let columns = columns.get();
        if made_for.replace(columns) != columns {
            shown.show(&[], &make);
        }
        in_sight.with(|rows| shown.show(rows, &make));
    });
    let is_busy = move || {
        let is_running = |reading: &Reading| matches!(reading, Reading::Running { .. });
        if agents.reading.with(is_running) { "true" } else { "false" }
    };
    let is_empty = Memo::new(move |_| count(store) == 0);
    let nothing = move || is_empty.get().then(|| view! { <NoRows/> });
    scroller
        .attr("role", "table")
        .attr("aria-label", text.agents.table)
        .attr_with("aria-rowcount", move || digits((count(store) + 1).into()))
        .attr_with("aria-busy", is_busy)
        .child(ruler)
        .child(el_of(view! { <TableHead/> }.into_any()))
        .child(body)
        .child(el_of(nothing.into_any()))
}

/// What a key in the row at `position` asks for, or in the one to which the focus is on its way.
fn ask(store: Store, key: RowKey, position: Option<u32>) -> Option<()> {
    let position = position.or_else(|| store.agents.picked.sought.get_untracked())?;
    let last = || untrack(|| count(store)).saturating_sub(1);
    match key {
        RowKey::First => store.seek(0),
        RowKey::Last => store.seek(last()),
        RowKey::Step { down, extends } => {
            let to = match down {
                true => position.saturating_add(1).min(last()),
                false => position.saturating_sub(1),
            };
            if extends {
                store.pick(Pick::Range(position, to));
            }
            store.seek(to);
        }
        RowKey::Letter(letter) => store.type_ahead(letter, position),
        RowKey::Toggle => store.pick(Pick::Toggle(position)),
        RowKey::Extend(to) => store.pick(Pick::Range(position, to)),
        RowKey::All => store.pick(Pick::All),
        RowKey::Clear => store.pick(Pick::Nothing),
    }
    Some(())
}

/// How many rows there are. Follows them.
fn count(store: Store) -> u32 {
    store.agents.arranged.with(|arranged| u32::try_from(arranged.rows.len()).unwrap_or(0))
}

/// The positions and agents of the rows in sight, and of a few beyond.
fn in_sight(store: Store, viewport: &ArcRwSignal<Viewport>) -> ArcMemo<Vec<(u32, AgentId)>> {
    let viewport = viewport.clone();
    ArcMemo::new(move |_| {
        // The same indices may be other agents than before.
        store.agents.version.track();
        let view = viewport.get();
        let range = window(view.top, view.height, view.row, count(store), OVERSCAN);
        store.agents.arranged.with_untracked(|arranged| {
            store.agents.table.with_untracked(|table| {
                let rows = range.filter_map(|position| {
                    let index = *arranged.rows.get(position as usize)?;
                    Some((position, table.row(index)?.id))
                });
                rows.collect()
            })
        })
    })
}

fn px(pixels: u32) -> String {
    digits(pixels.into()) + "px"
}
