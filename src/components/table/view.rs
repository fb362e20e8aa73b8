//! The table itself.

use super::head::TableHead;
use super::keys::{RowKey, focus_row, row_keys};
use super::row::row;
use super::rows::Rows;
use super::source::{RowPick, RowPlace, Source, TableColumn, TableSource, shown_columns};
use super::viewport::{Viewport, watch_viewport};
use crate::ui::{El, digits, el, el_of, render_effect};
use console_core::table::window;
use leptos::prelude::*;

/// Rows rendered above and below those in sight, so that the arrow keys always find a neighbour.
const OVERSCAN: u32 = 6;

/// A table of what `source` describes.
#[component]
pub(crate) fn Table(
    source: Source,
    /// Its accessible name.
    label: &'static str,
    /// Whether more rows may be on their way.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// What stands there where there are no rows.
    children: ChildrenFn,
) -> impl IntoView {
    let scroller = el("div.table[part=table]");
    let ruler = el("div.table__ruler[aria-hidden=true]");
    let viewport = watch_viewport(&scroller, &ruler);
    let in_sight = in_sight(&source, &viewport);
    let window = el("div.table__window");
    let body = el("div.table__body[role=rowgroup]").child(window.clone());
    let of = source.clone();
    let scroller = row_keys(scroller, move |key, position| ask(&*of, key, position));
    follow_seeking(&source, &scroller, &viewport);
    follow_place(&source, &viewport, &in_sight, [body.clone(), window.clone()]);
    let of = source.clone();
    let columns = ArcMemo::new(move |_| shown_columns(&*of));
    follow_rows(&source, &columns, &in_sight, window);
    let (of, counted) = (source.clone(), source.clone());
    let is_empty = Memo::new(move |_| of.len() == 0);
    let nothing = move || is_empty.get().then(|| children());
    scroller
        .attr("role", "table")
        .attr("aria-label", label)
        .attr_with("aria-rowcount", move || digits((counted.len() + 1).into()))
        .attr_with("aria-busy", move || if is_busy.get() { "true" } else { "false" })
        .child(ruler)
        .child(el_of(view! { <TableHead source columns/> }.into_any()))
        .child(body)
        .child(el_of(nothing.into_any()))
}

/// The rows in sight, and a few beyond.
fn in_sight(source: &Source, viewport: &ArcRwSignal<Viewport>) -> ArcMemo<Vec<RowPlace>> {
    let (source, viewport) = (source.clone(), viewport.clone());
    ArcMemo::new(move |_| {
        let view = viewport.get();
        source.rows(window(view.top, view.height, view.row, source.len(), OVERSCAN))
    })
}

/// Takes the focus to the row that is sought.
fn follow_seeking(source: &Source, scroller: &El, viewport: &ArcRwSignal<Viewport>) {
    let (source, scroller, viewport) = (source.clone(), scroller.clone(), viewport.clone());
    render_effect(move || {
        if let Some(position) = source.sought() {
            let row = viewport.with_untracked(|viewport| viewport.row);
            let (of, come) = (source.clone(), source.clone());
            let is_sought =
                move || untrack(|| position < of.len() && of.sought() == Some(position));
            focus_row(&scroller, position, row, is_sought, move || come.seek(None));
        }
    });
}

/// Makes the body as high as all rows are, and puts the rendered ones where they belong in it.
fn follow_place(
    source: &Source,
    viewport: &ArcRwSignal<Viewport>,
    in_sight: &ArcMemo<Vec<RowPlace>>,
    [body, window]: [El; 2],
) {
    let (source, viewport, in_sight) = (source.clone(), viewport.clone(), in_sight.clone());
    render_effect(move || {
        let row = viewport.get().row;
        let top = in_sight.with(|rows| rows.first().map_or(0, |place| place.position));
        body.set_style("height", &px(source.len().saturating_mul(row)));
        window.set_style("translate", &("0 ".to_owned() + &px(top.saturating_mul(row))));
    });
}

/// Keeps the rows in `window` those in sight.
fn follow_rows(
    source: &Source,
    columns: &ArcMemo<Vec<TableColumn>>,
    in_sight: &ArcMemo<Vec<RowPlace>>,
    window: El,
) {
    let (of, seen) = (source.clone(), in_sight.clone());
    render_effect(move || seen.with(|rows| of.seen(rows)));
    let (source, columns, in_sight) = (source.clone(), columns.clone(), in_sight.clone());
    let shown = Rows::new(window, |place: &RowPlace| place.id);
    let mut made_for = Vec::new();
    render_effect(move || {
        // Other columns make other rows.
        let is_other = columns.with(|columns| *columns != made_for);
        if is_other {
            made_for = columns.get_untracked();
        }
        let make = |place: &ArcRwSignal<_>| untrack(|| row(&source, &made_for, place));
        if is_other {
            shown.show(&[], &make);
        }
        in_sight.with(|rows| shown.show(rows, &make));
    });
}

/// What a key in the row at `position` asks for, or in the one to which the focus is on its way.
fn ask(source: &dyn TableSource, key: RowKey, position: Option<u32>) -> Option<()> {
    let position = position.or_else(|| untrack(|| source.sought()))?;
    let last = || untrack(|| source.len()).saturating_sub(1);
    match key {
        RowKey::First => source.seek(Some(0)),
        RowKey::Last => source.seek(Some(last())),
        RowKey::Step { down, extends } => {
            let to = match down {
                true => position.saturating_add(1).min(last()),
                false => position.saturating_sub(1),
            };
            if extends {
                source.select(RowPick::Range(position, to));
            }
            source.seek(Some(to));
        }
        RowKey::Letter(letter) => source.type_ahead(letter, position),
        RowKey::Toggle => source.select(RowPick::Toggle(position)),
        RowKey::Extend(to) => source.select(RowPick::Range(position, to)),
        RowKey::All => source.select(RowPick::All),
        RowKey::Clear => source.select(RowPick::Nothing),
    }
    Some(())
}

fn px(pixels: u32) -> String {
    digits(pixels.into()) + "px"
}
