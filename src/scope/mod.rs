//! Choosing what to see.

mod choose;
mod label;
mod paste;
mod recent;
mod results;
mod sets;

pub(crate) use choose::ChooseScope;
pub(crate) use label::scope_label;
