//! The table, and beside it the open agent with its tokens.

use crate::agents::{AgentTable, LoadErrors, Overview, Toolbar};
use crate::components::{Button, Notice};
use crate::desk::{Late, LateView};
use crate::feedback::Pending;
use crate::store::{Reading, use_session, use_store, use_text};
use crate::ui::{Kind, Tone};
use console_core::model::AgentId;
use leptos::prelude::*;

/// The page of a scope.
#[component]
pub(super) fn Workspace() -> impl IntoView {
    let store = use_store();
    let open = Memo::new(move |_| store.get().open());
    let class = move || match open.get() {
        Some(_) => "workspace workspace--open",
        None => "workspace",
    };
    view! {
        <div class=class>
            <Overview/>
            <Toolbar/>
            <LoadErrors/>
            <div class="workspace__columns">
                <AgentTable/>
                // Keyed, so that another agent gets a panel of its own, which begins at its top.
                <For each=move || open.get() key=|agent| agent.0 let:agent>
                    <AgentPanel agent/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn AgentPanel(agent: AgentId) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let is_known = Memo::new(move |_| session.get().agent_facts(agent).is_some());
    view! {
        <aside class="panel" aria-label=text.agents.panel>
            {move || match is_known.get() {
                true => view! {
                    <Late view=LateView::Agent(agent)>
                        <Pending sentence=text.agents.panel_reading/>
                    </Late>
                }
                .into_any(),
                false => view! { <UnknownAgent/> }.into_any(),
            }}
        </aside>
    }
}

/// An agent that is not in the table: not yet, or not at all.
#[component]
fn UnknownAgent() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let is_reading = Memo::new(move |_| {
        let pending =
            |reading: &Reading| matches!(reading, Reading::Idle | Reading::Running { .. });
        session.get().agents.reading.with(pending)
    });
    move || match is_reading.get() {
        true => view! { <Pending sentence=text.agents.panel_reading/> }.into_any(),
        false => view! {
            <Notice tone=Tone::Warning>{text.agents.panel_missing}</Notice>
            <Button
                kind=Kind::Plain
                label=text.agents.close_panel
                on_click=move || store.get().close_agent()
            />
        }
        .into_any(),
    }
}
