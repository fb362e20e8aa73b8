//! Modal dialogs.

use crate::ui::{self, Exit};
use leptos::prelude::*;

/// A modal dialog that closes only when its owner removes it.
#[component]
pub(crate) fn Dialog(
    /// The id of its heading, unique among the dialogs that can be open together.
    id: &'static str,
    title: String,
    /// What Escape does.
    exit: Exit,
    /// Whether it is wide enough for commands.
    #[prop(optional)]
    is_wide: bool,
    /// Whether it stays above every other dialog.
    #[prop(optional)]
    is_foremost: bool,
    children: Children,
) -> impl IntoView {
    let body = ui::el_of(children());
    let dialog = ui::dialog(ui::Dialog { id, title, exit, is_wide }, body);
    if is_foremost { dialog.attr(ui::FOREMOST, "") } else { dialog }
}

/// The row of buttons at a dialog's foot.
#[component]
pub(crate) fn DialogActions(children: Children) -> impl IntoView {
    view! { <div class="dialog__actions">{children()}</div> }
}
