//! The question before a value is let go that is not stored.

use crate::store::{Leaving, Store};
use crate::text::Text;
use crate::ui::{Dialog, El, Exit, Kind, actions, button, dialog, focus_soon, fragment, paragraph};

/// The dialog, as long as the question is open.
pub(crate) fn exit_dialog(store: Store, text: &'static Text) -> Option<El> {
    let leave = match store.leaving_secret.get()? {
        Leaving::Closing => text.reveal.close_anyway,
        Leaving::SigningOut => text.reveal.sign_out_anyway,
    };
    let keep = button(Kind::Primary, text.reveal.keep_open, move || store.keep_secret());
    focus_soon(&keep);
    let leave = button(Kind::Danger, leave, move || store.leave_secret());
    let body = fragment()
        .child(paragraph(text.reveal.exit_lead))
        .child(actions().child(leave).child(keep));
    let title = text.reveal.exit_title.to_owned();
    let exit = Exit::Asks(Box::new(move || store.keep_secret()));
    Some(dialog(Dialog { id: "exit-title", title, exit, is_wide: false }, body))
}
