//! The table, and beside it the open agent with its tokens.

use crate::agents::{agent_table, delete_button, details, sources, toolbar};
use crate::store::{Reading, Store};
use crate::text::Text;
use crate::tokens::panel;
use crate::ui::{Tone, notice};
use agent_ops::model::AgentId;
use leptos::prelude::*;

/// The page of a scope.
pub(super) fn workspace(store: Store, text: &'static Text) -> AnyView {
    let open = Memo::new(move |_| store.open());
    view! {
        <div class={"workspace"} class:workspace--open=move || open.get().is_some()>
            {toolbar(store, text)}
            {sources(store, text)}
            <div class={"workspace__columns"}>
                {agent_table(store, text)}
                {move || open.get().map(|agent| side(store, text, agent))}
            </div>
        </div>
    }
    .into_any()
}

fn side(store: Store, text: &'static Text, agent: AgentId) -> AnyView {
    let facts = Memo::new(move |_| store.agent_facts(agent));
    let is_known = Memo::new(move |_| facts.with(Option::is_some));
    let body = move || {
        if is_known.get() {
            return view! {
                {details(store, text, facts)}
                {panel(store, text, facts)}
                {delete_button(store, text, facts)}
            }
            .into_any();
        }
        let is_reading = store
            .agents
            .reading
            .with(|reading| matches!(reading, Reading::Idle | Reading::Running { .. }));
        if is_reading {
            view! { <p role="status">{text.agents.panel_reading}</p> }.into_any()
        } else {
            view! {
                {notice(Tone::Warning, text.agents.panel_missing)}
                <button type="button" class={"button"} on:click=move |_| store.open_agent(None)>
                    {text.agents.close_panel}
                </button>
            }
            .into_any()
        }
    };
    view! { <aside class={"panel"} aria-label=text.agents.panel>{body}</aside> }.into_any()
}
