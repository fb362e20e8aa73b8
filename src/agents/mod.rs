//! The room of the agents: the table, what belongs to it, registering and deleting.

mod archived;
mod cells;
mod contacts;
mod counts;
mod delete;
mod details;
mod empty;
mod fields;
mod filter;
mod progress;
mod register;
mod register_outcome;
mod right;
mod save_set;
mod selected;
mod sources;
mod table;
mod toolbar;

pub(crate) use counts::Overview;
pub(crate) use delete::DeleteDialog;
pub(crate) use details::{AgentDetails, DeleteButton};
pub(crate) use register::RegisterDialog;
pub(crate) use sources::LoadErrors;
pub(crate) use table::AgentTable;
pub(crate) use toolbar::Toolbar;
