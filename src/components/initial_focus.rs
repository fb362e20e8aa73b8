//! The directive that puts the caret somewhere when a view opens.

use crate::ui::{El, focus_soon};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Focuses `node` once the dialog around it is open: `use:initial_focus=true`.
pub(crate) fn initial_focus(node: Element, wanted: bool) {
    if wanted {
        focus_soon(&El::of(node.unchecked_into()));
    }
}
