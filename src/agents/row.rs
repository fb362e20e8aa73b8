//! One row.

use super::cells;
use crate::shared::derived;
use crate::store::{AgentFacts, Store};
use crate::text::{Text, shown};
use crate::ui::{El, arrows, el};
use agent_ops::model::AgentId;
use std::rc::Rc;

/// What a cell shows of an agent.
type Show = fn(Store, &'static Text, &AgentFacts) -> Option<El>;

/// The row of `agent` at `position`, counted from nought over all rows, also those out of sight.
pub(super) fn row(store: Store, text: &'static Text, agent: AgentId, position: u32) -> El {
    let is_open = move || store.open() == Some(agent);
    let facts = derived(move || store.agent_facts(agent));
    // Names and paths of an agent never change, all else may.
    let (name, path) = facts.get_untracked().map_or_else(Default::default, |facts| {
        (shown(&facts.target.agent_name), shown(&facts.target.project_path))
    });
    let link = el("a.row__link")
        .attr_with("href", move || store.agent_href(agent))
        .text(&name)
        .on_plain_click(move || store.open_agent(Some(agent)));
    let cell = |class: &str| el("div[role=cell]").class(class);
    let fact = |show: Show| {
        let facts = Rc::clone(&facts);
        move || facts.with(|facts| show(store, text, facts.as_ref()?))
    };
    let row = el("div[role=row][part=row]")
        .attr_with("class", move || if is_open() { "row row--open" } else { "row" })
        .attr("aria-rowindex", &(position + 2).to_string())
        .mark("aria-current", is_open)
        .attr("data-agent-id", &agent.to_string())
        .child(el("div.row__name[role=rowheader]").child(link))
        .child(
            cell("row__status")
                .slot(fact(|_, text, facts| Some(cells::status_mark(text, facts.status)))),
        )
        .child(
            cell("row__contact")
                .slot(fact(|store, text, facts| Some(cells::contact(store, text, facts.contact)))),
        )
        .child(
            cell("row__tokens")
                .slot(fact(|_, text, facts| Some(cells::tokens(text, facts.active)))),
        )
        .child(cell("row__project").text(&path))
        .child(cell("row__created").slot(fact(cells::created)))
        .child(cell("row__creator").slot(fact(|_, text, facts| {
            Some(el("span").text(&cells::creator(text, &facts.creator)))
        })))
        .child(cell("row__id").text(&agent.to_string()))
        .on_click(move || store.open_agent(Some(agent)));
    arrows(row)
}
