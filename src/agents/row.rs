//! One row.

use super::cells;
use crate::store::{AgentFacts, Store};
use crate::text::{Text, shown};
use crate::ui::{El, arrows, el};
use agent_ops::model::AgentId;
use agent_ops::timestamp::Timestamp;
use leptos::prelude::*;

/// What a cell shows of an agent at a time.
type Show = fn(&'static Text, &AgentFacts, Timestamp) -> Option<El>;

/// The row of `agent` at `position`, counted from nought over all rows, also those out of sight.
pub(super) fn row(store: Store, text: &'static Text, agent: AgentId, position: u32) -> El {
    let facts = Memo::new(move |_| store.agent_facts(agent));
    let now = store.now;
    let is_open = Memo::new(move |_| store.open() == Some(agent));
    // Names and paths of an agent never change, all else may.
    let first = facts.get_untracked();
    let (name, path) = first.map_or_else(Default::default, |facts| {
        (shown(&facts.target.agent_name), shown(&facts.target.project_path))
    });
    let link = el("a")
        .class("row__link")
        .attr_with("href", move || store.agent_href(agent))
        .text(&name)
        .on_plain_click(move || store.open_agent(Some(agent)));
    let cell = |class: &str| el("div").attr("role", "cell").class(class);
    let fact = move |show: Show| move || facts.with(|facts| show(text, facts.as_ref()?, now.get()));
    let row = el("div")
        .attr("role", "row")
        .attr_with("class", move || if is_open.get() { "row row--open" } else { "row" })
        .attr("aria-rowindex", &(position + 2).to_string())
        .mark("aria-current", move || is_open.get())
        .attr("data-agent-id", &agent.to_string())
        .child(el("div").attr("role", "rowheader").class("row__name").child(link))
        .child(
            cell("row__status")
                .slot(fact(|text, facts, _| Some(cells::status_mark(text, facts.status)))),
        )
        .child(
            cell("row__contact")
                .slot(fact(|text, facts, now| Some(cells::contact(text, facts.contact, now)))),
        )
        .child(
            cell("row__tokens")
                .slot(fact(|text, facts, _| Some(cells::tokens(text, facts.active)))),
        )
        .child(cell("row__project").text(&path))
        .child(cell("row__created").slot(fact(cells::created)))
        .child(cell("row__creator").slot(fact(|text, facts, _| {
            Some(el("span").text(&cells::creator(text, &facts.creator)))
        })))
        .child(cell("row__id").text(&agent.to_string()))
        .on_click(move || store.open_agent(Some(agent)));
    arrows(row)
}
