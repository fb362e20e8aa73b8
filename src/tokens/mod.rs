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

use crate::ui::{El, el_of};
use console_core::model::{AgentId, ProjectId};
use create::CreateDialog;
use exit::ExitDialog;
use leptos::prelude::*;
use panel::TokenPanel;
use revoke::RevokeDialog;

// Where the rooms that are built of elements take what is a view here.

pub(crate) fn panel(project: ProjectId, agent: AgentId) -> El {
    el_of(view! { <TokenPanel project agent/> }.into_any())
}

pub(crate) fn create_dialog() -> El {
    el_of(view! { <CreateDialog/> }.into_any())
}

pub(crate) fn revoke_dialog() -> El {
    el_of(view! { <RevokeDialog/> }.into_any())
}

pub(crate) fn exit_dialog() -> El {
    el_of(view! { <ExitDialog/> }.into_any())
}
