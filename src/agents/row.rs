//! One row.

use super::cells;
use super::columns::{Head, shown_columns};
use crate::store::{AgentFacts, Store};
use crate::text::{Text, shown, time_view};
use crate::ui::{El, digits, el};
use agent_ops::model::AgentId;
use agent_ops::table::Column;

/// What a cell shows of an agent.
type Show = fn(Store, &'static Text, &AgentFacts) -> Option<El>;

/// The row of `agent` at `position`, counted from nought over all rows, also those out of sight.
pub(super) fn row(store: Store, text: &'static Text, agent: AgentId, position: u32) -> El {
    let is_open = move || store.open() == Some(agent);
    let id = digits(agent.0);
    // Names and paths of an agent never change, all else may.
    let (name, path) = store.target(agent).map_or_else(Default::default, |target| {
        (shown(&target.agent_name), shown(&target.project_path))
    });
    let link = el("a.row__link")
        .attr_with("href", move || store.agent_href(agent))
        .text(&name)
        .on_plain_click(move || store.open_agent(Some(agent)));
    let fact = |cell: El, show: Show| {
        cell.slot_by(
            move || store.agent_facts(agent),
            move |facts| show(store, text, facts.as_ref()?),
        )
    };
    let mut row = el("div[role=row][part=row]")
        .attr_with("class", move || if is_open() { "row row--open" } else { "row" })
        .attr("aria-rowindex", &digits((position + 2).into()))
        .mark("aria-current", is_open)
        .state("aria-selected", move || store.is_selected(agent))
        .attr("data-agent-id", &id)
        .on_click(move || store.open_agent(Some(agent)));
    for Head { column, class, .. } in shown_columns(store, text) {
        let cell = el("div[role=cell]").class(class);
        row = row.child(match column {
            Column::Name => cell.attr("role", "rowheader").child(link.clone()),
            Column::Status => {
                fact(cell, |_, text, facts| Some(cells::status_mark(text, facts.status)))
            }
            Column::LastContact => {
                fact(cell, |store, text, facts| Some(cells::contact(store, text, facts.contact)))
            }
            Column::Tokens => fact(cell, |_, text, facts| Some(cells::tokens(text, facts.active))),
            Column::Project => cell.text(&path),
            Column::Created => fact(cell, |store, text, facts| {
                Some(time_view(text, facts.created_at?, &store.now))
            }),
            Column::CreatedBy => cell.slot_by(
                move || store.agent_creator(agent),
                move |creator| Some(el("span").text(&creator.as_ref()?.words(text))),
            ),
            Column::Id => cell.text(&id),
        });
    }
    row
}
