//! Keys that belong to an input method.

use super::dom::El;
use crate::browser::listen::listen_before;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The code of every key that an input method takes. Safari has it on the Enter that ends a composition,
/// when `isComposing` is over already.
const TAKEN: u32 = 229;

/// While an input method composes a syllable anywhere in `ground`, Enter ends that and Escape calls it
/// off: neither sends a form or closes anything, nor is any other key a command.
pub(crate) fn with_composition(ground: El) -> El {
    let heard = |event: &Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let is_end = matches!(event.key().as_str(), "Enter" | "Escape");
        if event.is_composing() || is_end && event.key_code() == TAKEN {
            event.stop_propagation();
            if is_end {
                event.prevent_default();
            }
        }
    };
    listen_before(ground.node(), "keydown", Box::new(heard));
    ground
}
