//! One row.

use super::{cells, keyboard};
use crate::store::Store;
use crate::text::{Text, shown};
use agent_ops::model::AgentId;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The row of `agent` at `position`, counted from nought over all rows, also those out of sight.
pub(super) fn row(store: Store, text: &'static Text, agent: AgentId, position: u32) -> AnyView {
    let facts = Memo::new(move |_| store.agent_facts(agent));
    let now = store.now;
    let is_open = Memo::new(move |_| store.open() == Some(agent));
    let name =
        move || facts.with(|facts| facts.as_ref().map(|facts| shown(&facts.target.agent_name)));
    let path =
        move || facts.with(|facts| facts.as_ref().map(|facts| shown(&facts.target.project_path)));
    let status = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.status)));
    let active =
        Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(|facts| facts.active)));
    let contact = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.contact)));
    let open = move || store.open_agent(Some(agent));
    let on_link = move |event: MouseEvent| {
        // A new tab or window is for the browser to open.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            event.stop_propagation();
            open();
        }
    };
    let on_row = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_time = target.and_then(|target| target.closest("time").ok().flatten()).is_some();
        if !on_time {
            open();
        }
    };
    view! {
        <div
            role="row"
            class={"row"}
            class:row--open=move || is_open.get()
            aria-rowindex=(position + 2).to_string()
            aria-current=move || is_open.get().then_some("true")
            data-agent-id=agent.to_string()
            on:click=on_row
            on:keydown=keyboard::on_row_key
        >
            <div role="rowheader" class={"row__name"}>
                <a class={"row__link"} href=move || {
                    store.address.track();
                    store.agent_href(agent)
                } on:click=on_link>{name}</a>
            </div>
            <div role="cell" class={"row__status"}>
                {move || status.get().map(|status| cells::status_mark(text, status))}
            </div>
            <div role="cell" class={"row__contact"}>
                {move || contact.get().map(|contact| cells::contact(text, contact, now.get()))}
            </div>
            <div role="cell" class={"row__tokens"}>{move || cells::tokens(text, active.get())}</div>
            <div role="cell" class={"row__project"}>{path}</div>
            <div role="cell" class={"row__created"}>
                {move || facts.with(|facts| {
                    facts.as_ref().and_then(|facts| cells::created(text, facts, now.get()))
                })}
            </div>
            <div role="cell" class={"row__creator"}>
                {move || facts.with(|facts| {
                    facts.as_ref().map(|facts| shown(&cells::creator(text, &facts.creator)))
                })}
            </div>
            <div role="cell" class={"row__id"}>{agent.to_string()}</div>
        </div>
    }
    .into_any()
}
