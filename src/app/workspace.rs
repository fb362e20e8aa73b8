//! The table, and beside it the open agent with its tokens.

use crate::agents::{agent_table, delete_button, details, sources, toolbar};
use crate::store::{Reading, Store};
use crate::text::Text;
use crate::tokens::panel;
use crate::ui::{El, Kind, Tone, button, el, fragment, notice, status_line};
use agent_ops::config::Feature;
use agent_ops::model::AgentId;

/// The page of a scope.
pub(super) fn workspace(store: Store, text: &'static Text) -> El {
    let columns = el("div.workspace__columns")
        .child(agent_table(store, text))
        .slot_by(move || store.open(), move |open| open.map(|agent| side(store, text, agent)));
    el("div")
        .attr_with("class", move || {
            if store.open().is_some() { "workspace workspace--open" } else { "workspace" }
        })
        .child(toolbar(store, text))
        .child(sources(store, text))
        .child(columns)
}

fn side(store: Store, text: &'static Text, agent: AgentId) -> El {
    let is_known = move || store.agent_facts(agent).is_some();
    el("aside.panel").attr("aria-label", text.agents.panel).slot_by(is_known, move |_| {
        Some(match store.agent_facts(agent) {
            Some(known) => fragment()
                .child(details(store, text, &known))
                .child(panel(store, text, known.target.clone()))
                .maybe(
                    store.offers(Feature::Delete).then(|| delete_button(store, text, known.target)),
                ),
            None => fragment().slot(move || Some(unknown(store, text))),
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
        return status_line(text.agents.panel_reading);
    }
    fragment().child(notice(Tone::Warning).text(text.agents.panel_missing)).child(button(
        Kind::Plain,
        text.agents.close_panel,
        move || store.open_agent(None),
    ))
}
