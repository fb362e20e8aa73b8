//! One row.

use super::cells;
use super::columns::{Head, shown_columns};
use crate::shared::Own;
use crate::store::{AgentFacts, Store, Target};
use crate::text::{Text, shown, time_view};
use crate::ui::{El, digits, el};
use agent_ops::model::AgentId;
use agent_ops::table::Column;
use std::rc::Rc;

/// What a cell shows of an agent.
type Show = fn(Store, &'static Text, &AgentFacts) -> Option<El>;

/// The row of the agent at `place`: a position, counted from nought over all rows, also those out of sight, and
/// the agent there. Both change while the table is scrolled, filtered or sorted.
pub(super) fn row(store: Store, text: &'static Text, place: &Own<(u32, AgentId)>) -> El {
    let here = Rc::clone(place);
    let agent = move || here.get().1;
    let here = Rc::clone(place);
    let open = move || store.open_agent(Some(here.get_untracked().1));
    let here = Rc::clone(place);
    let index = move || digits((here.get().0 + 2).into());
    let is_agent = agent.clone();
    let is_open = move || store.open() == Some(is_agent());
    let of_agent = agent.clone();
    let id = move || digits(of_agent().0);
    let of_agent = agent.clone();
    let href = move || store.agent_href(of_agent());
    let of_agent = agent.clone();
    let is_selected = move || store.is_selected(of_agent());
    let is_class = is_open.clone();
    let mut row = el("div[role=row][part=row]")
        .attr_with("class", move || if is_class() { "row row--open" } else { "row" })
        .attr_with("aria-rowindex", index)
        .mark("aria-current", is_open)
        .state("aria-selected", is_selected)
        .attr_with("data-agent-id", id.clone())
        .on_click(open.clone());
    let link = el("a.row__link").attr_with("href", href).on_plain_click(open);
    for Head { column, class, .. } in shown_columns(store, text) {
        let cell = el("div[role=cell]").class(class);
        let agent = agent.clone();
        let of_fact = agent.clone();
        let fact = |cell: El, show: Show| {
            cell.slot_by(
                move || store.agent_facts(of_fact()),
                move |facts| show(store, text, facts.as_ref()?),
            )
        };
        row = row.child(match column {
            Column::Name => {
                let name = move || named(store, agent(), |target| shown(&target.agent_name));
                cell.attr("role", "rowheader").child(link.clone().text_with(name))
            }
            Column::Status => {
                fact(cell, |_, text, facts| Some(cells::status_mark(text, facts.status)))
            }
            Column::LastContact => {
                fact(cell, |store, text, facts| Some(cells::contact(store, text, facts.contact)))
            }
            Column::Tokens => fact(cell, |_, text, facts| Some(cells::tokens(text, facts.active))),
            Column::Project => {
                cell.text_with(move || named(store, agent(), |target| shown(&target.project_path)))
            }
            Column::Created => fact(cell, |store, text, facts| {
                Some(time_view(text, facts.created_at?, &store.now))
            }),
            Column::CreatedBy => cell.text_with(move || {
                let creator = store.agent_creator(agent());
                creator.map_or_else(String::new, |creator| creator.words(text))
            }),
            Column::Id => cell.text_with(id.clone()),
        });
    }
    row
}

/// Name or path of an agent, which never change.
fn named(store: Store, agent: AgentId, of: fn(&Target) -> String) -> String {
    store.target(agent).as_ref().map_or_else(String::new, of)
}
