//! The table, and beside it the open agent with its tokens.

use crate::agents::{agent_table, delete_button, details, overview, sources, toolbar};
use crate::store::{Reading, State, Store};
use crate::text::{Text, awaited};
use crate::tokens::panel;
use crate::ui::{El, Kind, Tone, button, el, fragment, notice};
use console_core::config::Feature;
use console_core::model::AgentId;

/// The page of a scope.
pub(super) fn workspace(store: Store, text: &'static Text) -> El {
    let columns = el("div.workspace__columns")
        .child(agent_table(store, text))
        .slot_by(move || store.open(), move |open| open.map(|agent| side(store, text, agent)));
    el("div")
        .attr_with("class", move || {
            if store.open().is_some() { "workspace workspace--open" } else { "workspace" }
        })
        .child(overview(store, text))
        .child(toolbar(store, text))
        .child(sources(store, text))
        .child(columns)
}

fn side(store: Store, text: &'static Text, agent: AgentId) -> El {
    let is_known = move || store.agent_facts(agent).is_some();
    el("aside.panel").attr("aria-label", text.agents.panel).slot_by(is_known, move |_| {
        Some(match (store.target(agent), store.agent_facts(agent)) {
            (Some(target), Some(known)) => {
                let delete = store.offers(Feature::Delete);
                fragment()
                    .child(details(store, text, &target, &known))
                    .child(panel(target.project, agent))
                    .maybe(delete.then(|| delete_button(store, text, &target)))
            }
            _ => fragment().slot(move || Some(unknown(store, text))),
        })
    })
}

/// An agent that is not in the table: not yet, or not at all.
fn unknown(store: Store, text: &'static Text) -> El {
    let is_reading = store
        .agents
        .reading
        .with(|reading| matches!(reading, Reading::Idle | Reading::Running { .. }));
    if is_reading {
        return awaited(text, &store.reach.wait, text.agents.panel_reading);
    }
    fragment()
        .child(notice(Tone::Warning).text(text.agents.panel_missing))
        .child(button(Kind::Plain, text.agents.close_panel).calls(store, State::close_agent))
}
