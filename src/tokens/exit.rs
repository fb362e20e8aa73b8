//! The question before a value is let go that is not stored.

use crate::store::{Leaving, State, Store};
use crate::text::Text;
use crate::ui::{Dialog, El, Kind, actions, button, dialog, exit, focus_soon, fragment, paragraph};

/// The dialog, as long as the question is open.
pub(crate) fn exit_dialog(store: Store, text: &'static Text) -> Option<El> {
    let leave = match store.leaving_secret.get()? {
        Leaving::Closing => text.reveal.close_anyway,
        Leaving::SigningOut => text.reveal.sign_out_anyway,
    };
    let keep = button(Kind::Primary, text.reveal.keep_open).calls(store, State::keep_secret);
    focus_soon(&keep);
    let leave = button(Kind::Danger, leave).calls(store, State::leave_secret);
    let body = fragment()
        .child(paragraph(text.reveal.exit_lead))
        .child(actions().child(leave).child(keep));
    let title = text.reveal.exit_title.to_owned();
    let exit = exit(store, State::keep_secret);
    Some(dialog(Dialog { id: "exit-title", title, exit, is_wide: false }, body))
}
