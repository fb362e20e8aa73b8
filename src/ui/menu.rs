//! A button that unfolds a small panel.

use super::dom::{Content, El, el};
use crate::shared::own;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// Shows `label`; a click unfolds what `body` gives, which is made by then: most menus are never opened. Escape and
/// leaving it fold it again.
pub(crate) fn menu(label: El, body: impl Fn() -> El + 'static) -> El {
    menu_of(label, Box::new(move || Some(body().class("menu__body"))))
}

fn menu_of(label: El, body: Box<dyn Content>) -> El {
    let is_wanted = own(false);
    let wanted = Rc::clone(&is_wanted);
    let details = el("details.menu");
    let left = details.node().clone();
    let escaped = details.node().clone();
    details
        .child(el("summary.menu__label").child(label).on_click(move || wanted.set(true)))
        .slot_by(move || is_wanted.get(), move |wanted| if *wanted { body.content() } else { None })
        .on("focusout", move |event| {
            let event: &FocusEvent = event.unchecked_ref();
            let next = event.related_target().map(JsCast::unchecked_into::<Node>);
            // Without a next target the click went to something that takes no focus, perhaps inside.
            if next.is_some_and(|next| !left.contains(Some(&next))) {
                fold(&left);
            }
        })
        .on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" {
                fold(&escaped);
            }
        })
}

/// Folds the menu that `inside` is in.
pub(crate) fn fold_menu(inside: &El) {
    if let Ok(Some(details)) = inside.node().closest("details") {
        let _ = details.remove_attribute("open");
    }
}

fn fold(details: &HtmlElement) {
    let _ = details.remove_attribute("open");
}
