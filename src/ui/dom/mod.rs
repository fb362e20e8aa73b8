//! Elements, built node by node on Leptos' renderer and reactive core.
//!
//! The table's rows are built so, because each is one element that shows one agent and then another,
//! and the few widgets that need a node at hand: the dialog with its guards, tabs, copy buttons. All
//! other views are components.

mod boxed;
mod bridge;
mod effect;
mod element;
mod written;

pub(crate) use bridge::{el_of, fill};
pub(crate) use effect::render_effect;
pub(crate) use element::{El, el, fragment};
pub(crate) use written::Written;
