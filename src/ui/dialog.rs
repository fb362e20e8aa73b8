//! A modal dialog that closes only when its owner says so.

use super::dom::{El, el};
use crate::owner::at_end;
use leptos::prelude::queue_microtask;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, KeyboardEvent, ShadowRoot};

/// A dialog.
pub(crate) struct Dialog {
    /// The id of its heading, unique among the dialogs that can be open together.
    pub(crate) id: &'static str,
    /// Its name, which is also its heading.
    pub(crate) title: String,
    /// What Escape does.
    pub(crate) exit: Exit,
    /// Whether it is as wide as one with commands in it.
    pub(crate) is_wide: bool,
}

/// What Escape does in a dialog.
pub(crate) enum Exit {
    /// It calls this, which closes the dialog, or asks first.
    Asks(Box<dyn Fn()>),
    /// Nothing: a request is under way, or the dialog has one way out, which is a button.
    None,
}

/// Shows a dialog with `body` as long as the view is there.
///
/// The browser never closes it by itself. `closedby="none"` alone does not hold in every browser,
/// and preventing `cancel` alone fails at the second Escape, so Escape is taken on `keydown` and a
/// dialog that was closed all the same is opened again. `keydown` in turn does not come here once
/// Tab has gone past the last control, out of the page: then it is `cancel` that asks.
pub(crate) fn dialog(dialog: Dialog, body: El) -> El {
    let Dialog { id, title, exit, is_wide } = dialog;
    let is_gone = Rc::new(Cell::new(false));
    let shell = el("dialog[part=dialog]")
        .class(if is_wide { "dialog dialog--wide" } else { "dialog dialog--narrow" })
        .attr("closedby", if matches!(exit, Exit::None) { "none" } else { "closerequest" })
        .attr("aria-labelledby", id)
        .child(el("h2").attr("id", id).class("dialog__title").text(&title))
        .child(body);
    let node: HtmlDialogElement = shell.as_node();
    let opener = Rc::new(RefCell::new(None::<HtmlElement>));
    let (opened, kept, ended) = (node.clone(), Rc::clone(&opener), Rc::clone(&is_gone));
    // Before that it is not in the page.
    queue_microtask(move || {
        if !ended.get() {
            kept.replace(focused_in_tree(&opened));
            show(&opened);
            raise_foremost(&opened);
        }
    });
    let ended = Rc::clone(&is_gone);
    at_end(move || {
        ended.set(true);
        if let Some(opener) = opener.take() {
            // Once the dialog has left the page; before, everything outside it is inert.
            queue_microtask(move || {
                let _ = opener.focus();
            });
        }
    });
    let escape = Rc::new(move || {
        if let Exit::Asks(ask) = &exit {
            ask();
        }
    });
    let (pressed, cancelled) = (Rc::clone(&escape), Rc::clone(&escape));
    shell
        .on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                pressed();
            }
        })
        .on("cancel", move |event| {
            event.prevent_default();
            cancelled();
        })
        .on("close", move |_| {
            if !is_gone.get() {
                show(&node);
                escape();
            }
        })
}

/// The mark of a dialog that stays before all others, whichever opens after it.
pub(crate) const FOREMOST: &str = "data-foremost";

/// The row of buttons at a dialog's foot.
pub(crate) fn actions(buttons: impl IntoIterator<Item = El>) -> El {
    el("div.dialog__actions").children(buttons)
}

fn show(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// Of two dialogs the browser shows the one opened last before the other.
fn raise_foremost(opened: &HtmlDialogElement) -> Option<()> {
    let root: ShadowRoot = opened.get_root_node().dyn_into().ok()?;
    let foremost = root.query_selector("[data-foremost][open]").ok()??;
    if !foremost.is_same_node(Some(opened)) {
        // It opens again by itself.
        foremost.unchecked_into::<HtmlDialogElement>().close();
    }
    Some(())
}

fn focused_in_tree(node: &Element) -> Option<HtmlElement> {
    let root: ShadowRoot = node.get_root_node().dyn_into().ok()?;
    root.active_element()?.dyn_into().ok()
}
