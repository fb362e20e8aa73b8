//! Putting the caret somewhere.

use super::dom::El;
use crate::browser::guest;
use leptos::prelude::queue_microtask;

/// Puts the caret into `element` once it is in the page, and the dialog around it is open.
pub(crate) fn focus_soon(element: &El) {
    let element = element.clone();
    // A dialog opens in a microtask that is queued after this one, when its body is complete. Before
    // that nothing in it takes the focus, and opening it would move the focus to what comes first.
    let focus = move || {
        if may_take_focus(&element) {
            element.focus();
        }
    };
    soon(Box::new(move || soon(Box::new(focus))));
}

/// In a page of somebody else the caret stays where the person has it, unless that is in the console.
fn may_take_focus(element: &El) -> bool {
    let around = || element.node().closest("dialog,.ground:focus-within");
    !guest::is_guest() || around().is_ok_and(|around| around.is_some())
}

/// Calls `run` when the browser is done with what it is at. In a box, because JavaScript calls every type of
/// closure through code of its own.
pub(super) fn soon(run: Box<dyn FnOnce()>) {
    queue_microtask(run);
}

/// Selects the text in `element`, for the person to copy.
pub(crate) fn select_text(element: &El) {
    let selection = element
        .node()
        .owner_document()
        .and_then(|document| document.default_view())
        .and_then(|window| window.get_selection().ok().flatten());
    if let Some(selection) = selection {
        let _ = selection.select_all_children(element.node());
    }
}
