//! Menus.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// Folds the menu around, for what stands in it.
#[derive(Clone, Copy)]
pub(crate) struct FoldMenu(pub(crate) Callback<()>);

/// A button that unfolds a panel. The panel is made when it is first opened: most menus never are.
#[component]
pub(crate) fn Menu<L: IntoView + 'static>(label: L, children: ChildrenFn) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let summary = NodeRef::<html::Summary>::new();
    let is_wanted = RwSignal::new(false);
    let fold = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    provide_context(FoldMenu(Callback::new(move |()| fold())));
    let leave = move |event: FocusEvent| {
        let next = event.related_target().map(JsCast::unchecked_into::<Node>);
        let is_outside = |next: Node| {
            details.get_untracked().is_some_and(|details| !details.contains(Some(&next)))
        };
        // Without a next target the click went to something that takes no focus, perhaps inside.
        if next.is_some_and(is_outside) {
            fold();
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            fold();
            if let Some(summary) = summary.get_untracked() {
                let _ = summary.unchecked_ref::<HtmlElement>().focus();
            }
        }
    };
    view! {
        <details class="menu" node_ref=details on:focusout=leave on:keydown=escape>
            <summary
                class="menu__label"
                node_ref=summary
                on:click=move |_| is_wanted.set(true)
            >
                <span>{label}</span>
            </summary>
            {move || is_wanted.get().then(|| view! {
                <div class={"menu__body"}>{children()}</div>
            })}
        </details>
    }
}
