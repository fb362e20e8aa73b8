//! A modal dialog that closes only when its owner says so.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// A dialog.
pub(crate) struct Dialog {
    /// The id of its heading, unique among the dialogs that can be open together.
    pub(crate) id: &'static str,
    /// Its name, which is also its heading.
    pub(crate) title: String,
    /// What Escape does.
    pub(crate) exit: Exit,
    /// A further class.
    pub(crate) class: &'static str,
    /// What is in it, under the heading.
    pub(crate) body: AnyView,
}

/// What Escape does in a dialog.
#[derive(Clone, Copy)]
pub(crate) enum Exit {
    /// It calls this, which closes the dialog, or asks first.
    Asks(Callback<()>),
    /// Nothing: a request is under way, or the dialog has one way out, which is a button.
    None,
}

/// Shows a dialog as long as the view is there.
///
/// The browser never closes it by itself. `closedby="none"` alone does not hold in every browser,
/// and preventing `cancel` alone fails at the second Escape, so Escape is taken on `keydown` and a
/// dialog that was closed all the same is opened again.
pub(crate) fn dialog(dialog: Dialog) -> AnyView {
    let Dialog { id, title, exit, class, body } = dialog;
    let node = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(None::<HtmlElement>);
    let gone = StoredValue::new(false);
    let show = move || {
        if let Some(dialog) = node.get_untracked()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    };
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            opener.set_value(focused_in_tree(&dialog));
            show();
        }
    });
    on_cleanup(move || {
        gone.set_value(true);
        if let Some(opener) = opener.try_get_value().flatten() {
            // Once the dialog has left the document; before, everything outside it is inert.
            queue_microtask(move || {
                let _ = opener.focus();
            });
        }
    });
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            if let Exit::Asks(ask) = exit {
                ask.run(());
            }
        }
    };
    view! {
        <dialog
            node_ref=node
            class={format!("dialog {class}")}
            closedby="none"
            aria-labelledby=id
            on:keydown=on_keydown
            on:cancel=move |event: Event| event.prevent_default()
            on:close=move |_| if gone.try_get_value() == Some(false) { show() }
        >
            <h2 id=id class="dialog__title" tabindex="-1">{title}</h2>
            {body}
        </dialog>
    }
    .into_any()
}

fn focused_in_tree(node: &Element) -> Option<HtmlElement> {
    let root: ShadowRoot = node.get_root_node().dyn_into().ok()?;
    root.active_element()?.dyn_into().ok()
}
