//! The one time a token's value is shown.

use super::install::install;
use super::secret::secret;
use crate::browser::leave::warn_while;
use crate::store::{Creation, FirstContact, State, Store, Target};
use crate::text::{Text, fill, shown};
use crate::ui::{
    Dialog, El, Exit, Kind, Tone, button, checkbox, dialog, digits, el, fragment, notice,
};
use console_core::model::{Token, TokenId};

/// The dialog with the value. Its one way out is the Close button.
pub(super) fn reveal(store: Store, text: &'static Text) -> Option<El> {
    store.creation.with_untracked(|creation| match creation {
        Creation::Revealed { order, token, .. } => revealed(store, text, &order.target, token),
        _ => None,
    })
}

fn revealed(store: Store, text: &'static Text, target: &Target, token: &Token) -> Option<El> {
    let stored = &store.secret_stored;
    // The browser asks before it leaves the page, as long as the value would be lost by it.
    warn_while(move || store.has_unsaved_secret());
    let tick = checkbox(
        move || stored.get(),
        move |is_ticked| stored.set(is_ticked),
        el("span").text(text.reveal.stored),
        "check",
    );
    let foot = el("div.dialog__actions.dialog__actions--spread")
        .child(tick)
        .child(button(Kind::Plain, text.ui.close).calls(store, State::ask_to_close_creation));
    let body = fragment()
        .child(subtitle(store, text, target, token))
        .child(notice(Tone::Warning).text(text.reveal.once))
        .child(secret(store, text, target.agent_name.clone() + "-token.txt"))
        .child(install(store, text, target, token.id)?)
        .child(first_contact(store, text, target, token.id))
        .child(foot);
    let title = fill(text.reveal.title, &[&shown(&target.agent_name)]);
    Some(dialog(Dialog { id: "create-title", title, exit: Exit::None, is_wide: true }, body))
}

fn subtitle(store: Store, text: &'static Text, target: &Target, token: &Token) -> El {
    let (path, name) = (shown(&target.project_path), shown(&token.name));
    let names = fill("{0} · {1} #{2}", &[&path, &name, &digits(token.id.0)]);
    let agent = target.agent;
    el("p.muted").text(&names).text_with(move || match store.token_count(agent) {
        Some(count) => " · ".to_owned() + &fill(text.reveal.slot, &[&digits(count as u64)]),
        None => String::new(),
    })
}

fn first_contact(store: Store, text: &'static Text, target: &Target, id: TokenId) -> El {
    let agent = target.agent;
    el("p.reveal__contact[role=status]").slot(move || {
        let (class, words) = match store.first_contact_of(agent) {
            FirstContact::Made { token, .. } if token == id => {
                ("status status--connected", text.reveal.connected)
            }
            _ => ("status status--unknown waiting", text.reveal.waiting),
        };
        let shape = el("span.status__shape[aria-hidden=true]");
        Some(el("span").class(class).child(shape).text(words))
    })
}
