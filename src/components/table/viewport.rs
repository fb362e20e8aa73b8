//! What of a long list is in sight.

use crate::browser::cleanup::on_cleanup_local;
use crate::browser::listen::listen;
use crate::ui::El;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, ResizeObserver};

/// The part of a scrolled box that is in sight, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Viewport {
    /// How far it is scrolled.
    pub(super) top: u32,
    /// How high it is.
    pub(super) height: u32,
    /// How high one row of it is.
    pub(super) row: u32,
}

/// Follows `scroller`, whose rows are as high as `ruler`, until the current owner goes.
pub(super) fn watch_viewport(scroller: &El, ruler: &El) -> ArcRwSignal<Viewport> {
    let viewport = ArcRwSignal::new(Viewport { top: 0, height: 900, row: 34 });
    let (scroller, ruler) = (scroller.node().clone(), ruler.node().clone());
    let box_node = scroller.clone();
    let known = viewport.clone();
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
    let measure = Rc::new(measure);
    let scrolled = Rc::clone(&measure);
    listen(&scroller, "scroll", Box::new(move |_: &Event| scrolled()));
    // What it is told is no event, and is not looked at; the type is that of every other listener.
    let resized = Closure::<dyn FnMut(Event)>::new(move |_| measure());
    // It also reports once when it begins.
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(&scroller);
        on_cleanup_local(move || {
            observer.disconnect();
            drop(resized);
        });
    }
    viewport
}
