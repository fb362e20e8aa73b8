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
    let is_second = ArcRwSignal::new(false);
    let [first, second] = labels;
    let buttons = [tab(&is_second, false, first), tab(&is_second, true, second)];
    let list = el("div.tabs__list[role=tablist]").attr("aria-label", name).children(buttons);
    let panel = el("div[id=tab-panel][role=tabpanel]")
        .attr("aria-label", name)
        .slot(move || Some(panel(is_second.get())));
    el("div.tabs").child(list).child(panel)
}

fn tab(is_second: &ArcRwSignal<bool>, this: bool, label: &str) -> El {
    let (second, focused) = (is_second.clone(), is_second.clone());
    let (selected, clicked) = (is_second.clone(), is_second.clone());
    let tab = el("button.tabs__tab[type=button][role=tab]")
        .state("aria-selected", move || selected.get() == this)
        .attr("aria-controls", "tab-panel")
        .attr_with("tabindex", move || if focused.get() == this { "0" } else { "-1" })
        .text(label)
        .on_click(move || clicked.set(this));
    let node = tab.node().clone();
    tab.on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        // Of two tabs, either arrow leads to the other one.
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            second.set(!this);
            let other = node.next_element_sibling().or_else(|| node.previous_element_sibling());
            if let Some(other) = other.and_then(|other| other.dyn_into::<HtmlElement>().ok()) {
                let _ = other.focus();
            }
        }
    })
}
