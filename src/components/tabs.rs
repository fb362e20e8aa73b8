//! Tabs.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Two tabs under a common name, and the panel of the selected one.
#[component]
pub(crate) fn Tabs(
    name: &'static str,
    labels: [&'static str; 2],
    /// The panel; it is told whether it is that of the second tab.
    panel: Box<dyn Fn(bool) -> AnyView + Send>,
) -> impl IntoView {
    let is_second = RwSignal::new(false);
    let [first, second] = labels;
    view! {
        <div class="tabs">
            <div class="tabs__list" role="tablist" aria-label=name>
                <Tab is_second this=false label=first/>
                <Tab is_second this=true label=second/>
            </div>
            <div id="tab-panel" role="tabpanel" aria-label=name>
                {move || panel(is_second.get())}
            </div>
        </div>
    }
}

#[component]
fn Tab(is_second: RwSignal<bool>, this: bool, label: &'static str) -> impl IntoView {
    let is_selected = move || is_second.get() == this;
    let go = move |event: KeyboardEvent| {
        // Of two tabs, either arrow leads to the other one.
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            is_second.set(!this);
            focus_neighbour(&event);
        }
    };
    view! {
        <button
            type="button"
            class="tabs__tab"
            role="tab"
            aria-controls="tab-panel"
            aria-selected=move || if is_selected() { "true" } else { "false" }
            tabindex=move || if is_selected() { "0" } else { "-1" }
            on:click=move |_| is_second.set(this)
            on:keydown=go
        >
            {label}
        </button>
    }
}

fn focus_neighbour(event: &KeyboardEvent) -> Option<()> {
    let tab: Element = event.target()?.dyn_into().ok()?;
    let other = tab.next_element_sibling().or_else(|| tab.previous_element_sibling())?;
    other.dyn_into::<HtmlElement>().ok()?.focus().ok()
}
