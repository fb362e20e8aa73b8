//! The question before a value is let go that is not stored.

use crate::components::{Button, Dialog, DialogActions};
use crate::store::{use_session, use_text};
use crate::ui::{Kind, exit};
use console_core::dialog::{Leaving, TokenDialog};
use leptos::prelude::*;

/// The dialog, as long as the question is open.
#[component]
pub(crate) fn ExitDialog() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let leaving = Memo::new(move |_| session.get().orders.creation.with(TokenDialog::leaving));
    move || {
        let leave = match leaving.get()? {
            Leaving::Closing => text.reveal.close_anyway,
            Leaving::SigningOut => text.reveal.sign_out_anyway,
        };
        Some(view! {
            <Dialog
                id="exit-title"
                title=text.reveal.exit_title.to_owned()
                exit=exit(move || session.get().keep_secret())
            >
                <p>{text.reveal.exit_lead}</p>
                <DialogActions>
                    <Button
                        kind=Kind::Danger
                        label=leave
                        on_click=move || session.get().leave_secret()
                    />
                    <Button
                        kind=Kind::Primary
                        label=text.reveal.keep_open
                        has_focus=true
                        on_click=move || session.get().keep_secret()
                    />
                </DialogActions>
            </Dialog>
        })
    }
}
