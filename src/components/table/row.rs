//! One row.

use super::source::{RowPlace, Source, TableColumn};
use crate::ui::{El, Written, digits, el, render_effect};
use leptos::prelude::*;

/// The row at `place`, which is another position and another thing while the table is scrolled, filtered or sorted.
///
/// All that a row shows is written by one effect, which writes what differs: a key in the filter makes every row in
/// sight that of another thing.
pub(super) fn row(source: &Source, columns: &[TableColumn], place: &ArcRwSignal<RowPlace>) -> El {
    let (here, of) = (place.clone(), source.clone());
    let open = move || of.open(here.get_untracked().id);
    let link = el("a.row__link").on_plain_click(open.clone());
    // A click on a time shows it exactly.
    let mut row = el("div[role=row][part=row]").on_click_but("time", open);
    let first = source.columns().first().map(|column| column.column);
    let mut cells = Vec::new();
    for column in columns {
        let mut node = el("div[role=cell]").class(column.class);
        if column.is_name {
            node = node.attr("translate", "no");
        }
        let mut content = node.clone();
        if Some(column.column) == first {
            node = node.attr("role", "rowheader").child(link.clone());
            content = link.clone();
        }
        row = row.child(node);
        cells.push((column.column, content));
    }
    let mut cells = source.cells(cells);
    let attribute = |name| Written::attribute(&row, name);
    let mut class = attribute("class");
    let mut index = attribute("aria-rowindex");
    let mut current = attribute("aria-current");
    let mut selected = attribute("aria-selected");
    let mut id_of = attribute(source.id_attribute());
    let mut href = Written::attribute(&link, "href");
    let (here, source) = (place.clone(), source.clone());
    render_effect(move || {
        let RowPlace { position, id } = here.get();
        let is_open = source.is_open(id);
        class.write(if is_open { "row row--open" } else { "row" });
        current.put(is_open.then_some("true"));
        index.write(&digits(u64::from(position) + 2));
        selected.write(if source.is_selected(id) { "true" } else { "false" });
        if id_of.write(&digits(id)) {
            href.write(&source.href(id));
        }
        cells.show(id);
    });
    row
}
