//! Tabs.

use super::dom::{El, el};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Two tabs under a common name, and the panel of the chosen one: `panel` is told whether it is the second.
pub(crate) fn tabs(
    name: &str,
    labels: [&'static str; 2],
    panel: impl Fn(bool) -> El + 'static,
) -> El {
    let is_second = RwSignal::new(false);
    let [first, second] = labels;
    let buttons = [tab(is_second, false, first), tab(is_second, true, second)];
    let list = el("div")
        .class("tabs__list")
        .attr("role", "tablist")
        .attr("aria-label", name)
        .children(buttons);
    let panel = el("div")
        .attr("id", "tab-panel")
        .attr("role", "tabpanel")
        .attr("aria-label", name)
        .slot(move || Some(panel(is_second.get())));
    el("div").class("tabs").child(list).child(panel)
}

fn tab(is_second: RwSignal<bool>, this: bool, label: &str) -> El {
    let is_chosen = move || is_second.get() == this;
    let tab = el("button")
        .attr("type", "button")
        .attr("role", "tab")
        .class("tabs__tab")
        .state("aria-selected", is_chosen)
        .attr("aria-controls", "tab-panel")
        .attr_with("tabindex", move || if is_chosen() { "0" } else { "-1" })
        .text(label)
        .on_click(move || is_second.set(this));
    let node = tab.node().clone();
    tab.on("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        // Of two tabs, either arrow leads to the other one.
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            is_second.set(!this);
            let other = node.next_element_sibling().or_else(|| node.previous_element_sibling());
            if let Some(other) = other.and_then(|other| other.dyn_into::<HtmlElement>().ok()) {
                let _ = other.focus();
            }
        }
    })
}
