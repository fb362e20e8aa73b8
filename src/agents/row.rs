//! One row.

use super::cells::Cell;
use super::columns::shown_columns;
use crate::store::Store;
use crate::text::Text;
use crate::ui::render_effect;
use crate::ui::{El, Written, digits, el};
use console_core::agents::Column;
use console_core::model::AgentId;
use leptos::prelude::*;

/// The row of the agent at `place`: a position, counted from nought over all rows, also those out of sight, and
/// the agent there. Both change while the table is scrolled, filtered or sorted.
///
/// All that a row shows is written by one effect, which writes what differs: a key in the filter makes every row in
/// sight that of another agent.
pub(super) fn row(store: Store, text: &'static Text, place: &ArcRwSignal<(u32, AgentId)>) -> El {
    let here = place.clone();
    let open = move || store.open_agent(Some(here.get_untracked().1));
    let link = el("a.row__link").on_plain_click(open.clone());
    // A click on a time shows it exactly.
    let mut row = el("div[role=row][part=row]").on_click_but("time", open);
    let mut cells = Vec::new();
    for head in shown_columns(store, text) {
        let mut node = el("div[role=cell]").class(head.class);
        if is_name(head.column) {
            node = node.attr("translate", "no");
        }
        let mut content = node.clone();
        if head.column == Column::Name {
            node = node.attr("role", "rowheader").child(link.clone());
            content = link.clone();
        }
        row = row.child(node);
        cells.push(Cell::new(head.column, content));
    }
    let attribute = |name| Written::attribute(&row, name);
    let mut class = attribute("class");
    let mut index = attribute("aria-rowindex");
    let mut current = attribute("aria-current");
    let mut selected = attribute("aria-selected");
    let mut id = attribute("data-agent-id");
    let mut href = Written::attribute(&link, "href");
    let here = place.clone();
    render_effect(move || {
        let (position, agent) = here.get();
        let is_open = store.open() == Some(agent);
        class.write(if is_open { "row row--open" } else { "row" });
        current.put(is_open.then_some("true"));
        index.write(&digits(u64::from(position) + 2));
        selected.write(if store.is_selected(agent) { "true" } else { "false" });
        if id.write(&digits(agent.0)) {
            href.write(&store.agent_href(agent));
        }
        let now = store.now.get();
        store.with_row(agent, |row| {
            for cell in &mut cells {
                cell.show(text, &row, now);
            }
        });
    });
    row
}

/// Whether what stands in a column is a name or a number, which is the same in every language.
fn is_name(column: Column) -> bool {
    match column {
        Column::Name | Column::Project | Column::CreatedBy | Column::Id => true,
        Column::Status | Column::LastContact | Column::Tokens | Column::Created => false,
    }
}
