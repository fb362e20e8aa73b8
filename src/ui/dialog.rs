//! A modal dialog that closes only when its owner says so.

use super::dom::{El, el};
use super::focus::soon;
use super::number::with_numbers;
use crate::browser::cleanup::on_cleanup_local;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent, ShadowRoot};

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

/// Escape calls a verb.
pub(crate) fn exit(verb: impl Fn() + 'static) -> Exit {
    Exit::Asks(Box::new(verb))
}

/// Shows a dialog with `body` as long as the view is there.
///
/// The browser never closes it by itself. `closedby="none"` alone does not hold in every browser,
/// and preventing `cancel` alone fails at the second Escape, so Escape is taken on `keydown` and a
/// dialog that was closed all the same is opened again. `keydown` in turn does not come here once
/// Tab has gone past the last control, out of the page: then it is `cancel` that asks.
pub(crate) fn dialog(dialog: Dialog, body: El) -> El {
    let Dialog { id, title, exit, is_wide } = dialog;
    let shell = el("dialog[part=dialog]")
        .class(if is_wide { "dialog dialog--wide" } else { "dialog dialog--narrow" })
        .attr("closedby", if matches!(exit, Exit::None) { "none" } else { "closerequest" })
        .attr("aria-labelledby", id)
        // It has a name in it.
        .child(el("h2.dialog__title[translate=no]").attr("id", id).child(with_numbers(&title)))
        .child(body);
    let node: HtmlDialogElement = shell.as_node();
    let opener = Rc::new(RefCell::new(None::<HtmlElement>));
    let (opened, kept) = (node.clone(), Rc::clone(&opener));
    // Before that it is not in the page; and it may have left it again by then.
    soon(Box::new(move || {
        if opened.is_connected() {
            kept.replace(focused_in_tree(&opened));
            show(&opened);
            raise_foremost(&opened);
        }
    }));
    on_cleanup_local(move || {
        if let Some(opener) = opener.take() {
            // Once the dialog has left the page; before, everything outside it is inert.
            soon(Box::new(move || {
                let _ = opener.focus();
            }));
        }
    });
    let heard = Rc::new(move |event: &Event| {
        match event.type_().as_str() {
            "cancel" => event.prevent_default(),
            "close" if node.is_connected() => show(&node),
            "keydown" if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" => {
                event.prevent_default();
                event.stop_propagation();
            }
            _ => return,
        }
        if let Exit::Asks(ask) = &exit {
            ask();
        }
    });
    ["cancel", "close", "keydown"].into_iter().fold(shell, |shell, event| {
        let heard = Rc::clone(&heard);
        shell.on(event, move |event| heard(event))
    })
}

/// The mark of a dialog that stays before all others, whichever opens after it.
pub(crate) const FOREMOST: &str = "data-foremost";

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
