//! Tabs.

use super::dom::{El, el};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Two tabs under a common name, and the panel of the chosen one.
pub(crate) fn tabs(
    name: &str,
    labels: [&'static str; 2],
    panel: impl Fn(usize) -> El + 'static,
) -> El {
    let chosen = RwSignal::new(0);
    let mut number = 0;
    let buttons = labels.map(|label| {
        number += 1;
        tab(chosen, number - 1, label)
    });
    let list = el("div")
        .class("tabs__list")
        .attr("role", "tablist")
        .attr("aria-label", name)
        .children(buttons);
    let panel = el("div")
        .attr("id", "tab-panel")
        .attr("role", "tabpanel")
        .attr("aria-label", name)
        .slot(move || Some(panel(chosen.get())));
    el("div").class("tabs").child(list).child(panel)
}

fn tab(chosen: RwSignal<usize>, number: usize, label: &str) -> El {
    let is_chosen = move || chosen.get() == number;
    let tab = el("button")
        .attr("type", "button")
        .attr("role", "tab")
        .class("tabs__tab")
        .state("aria-selected", is_chosen)
        .attr("aria-controls", "tab-panel")
        .attr_with("tabindex", move || if is_chosen() { "0" } else { "-1" })
        .text(label)
        .on_click(move || chosen.set(number));
    let node = tab.node().clone();
    tab.on("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        // Of two tabs, either arrow leads to the other one.
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            chosen.set(1 - number);
            let other = node.next_element_sibling().or_else(|| node.previous_element_sibling());
            if let Some(other) = other.and_then(|other| other.dyn_into::<HtmlElement>().ok()) {
                let _ = other.focus();
            }
        }
    })
}
