//! Elements, built node by node on Leptos' renderer and reactive core.
//!
//! `view!` makes a type of every view, and code to build, rebuild and erase each of them. Of a console with dozens of views
//! that is more than the whole budget of bytes. Here a view is a handful of calls to functions that
//! are compiled once; what changes is a closure in a box, run by a render effect of Leptos.

mod boxed;
mod bridge;
mod element;
mod list;
mod slot;
mod written;

pub(crate) use boxed::Content;
pub(crate) use bridge::el_of;
pub(crate) use element::{El, el, fragment};
pub(crate) use list::Rows;
pub(crate) use written::Written;
