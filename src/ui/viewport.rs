//! What of a long list is in sight.

use super::dom::El;
use crate::owner::at_end;
use crate::shared::{Own, own};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

/// The part of a scrolled box that is in sight, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Viewport {
    /// How far it is scrolled.
    pub(crate) top: u32,
    /// How high it is.
    pub(crate) height: u32,
    /// How high one row of it is.
    pub(crate) row: u32,
}

/// Follows `scroller`, whose rows are as high as `ruler`, until the current owner goes.
pub(crate) fn watch_viewport(scroller: &El, ruler: &El) -> Own<Viewport> {
    let viewport = own(Viewport { top: 0, height: 900, row: 34 });
    let (scroller, ruler) = (scroller.node().clone(), ruler.node().clone());
    let box_node = scroller.clone();
    let known = Rc::clone(&viewport);
    let measure = move || {
        let measured = Viewport {
            top: u32::try_from(box_node.scroll_top()).unwrap_or(0),
            height: u32::try_from(box_node.client_height()).unwrap_or(0),
            row: u32::try_from(ruler.offset_height()).unwrap_or(0).max(1),
        };
        if known.get_untracked() != measured {
            known.set(measured);
        }
    };
    let listener = Closure::<dyn Fn()>::new(measure);
    let function = listener.as_ref().unchecked_ref();
    let _ = scroller.add_event_listener_with_callback("scroll", function);
    // It also reports once when it begins.
    let observer = ResizeObserver::new(function).ok();
    if let Some(observer) = &observer {
        observer.observe(&scroller);
    }
    at_end(move || {
        let function = listener.as_ref().unchecked_ref();
        let _ = scroller.remove_event_listener_with_callback("scroll", function);
        if let Some(observer) = observer {
            observer.disconnect();
        }
    });
    viewport
}
