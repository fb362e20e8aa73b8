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

pub(crate) use create::CreateDialog;
pub(crate) use exit::ExitDialog;
pub(crate) use panel::TokenPanel;
pub(crate) use revoke::RevokeDialog;
