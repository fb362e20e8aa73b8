//! The room of the tokens: the list beside the table, creating, revealing, revoking.

mod card;
mod create;
mod exit;
mod install;
mod outcome;
mod panel;
mod reveal;
mod revoke;
mod secret;

pub(crate) use create::create_dialog;
pub(crate) use exit::exit_dialog;
pub(crate) use panel::panel;
pub(crate) use revoke::revoke_dialog;
