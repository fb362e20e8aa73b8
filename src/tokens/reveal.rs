//! The one time a token's value is shown.

use super::install::install;
use super::secret::secret;
use crate::browser::leave::warn_while;
use crate::store::{Creation, FirstContact, Store, Target};
use crate::text::{Text, fill, shown};
use crate::ui::{Dialog, El, Exit, Kind, Tone, button, checkbox, dialog, el, fragment, notice};
use agent_ops::model::{Token, TokenId};

/// The dialog with the value. Its one way out is the Close button.
pub(super) fn reveal(store: Store, text: &'static Text) -> Option<El> {
    let (target, token) = store.creation.with_untracked(|creation| match creation {
        Creation::Revealed { order, token, .. } => Some((order.target.clone(), token.clone())),
        _ => None,
    })?;
    let stored = &store.secret_stored;
    // The browser asks before it leaves the page, as long as the value would be lost by it.
    warn_while(move || store.has_unsaved_secret());
    let tick = checkbox(
        move || stored.get(),
        move |is_ticked| stored.set(is_ticked),
        el("span").text(text.reveal.stored),
        "check",
    );
    let foot = el("div.dialog__actions.dialog__actions--spread").child(tick).child(button(
        Kind::Plain,
        text.ui.close,
        move || store.ask_to_close_creation(),
    ));
    let body = fragment()
        .child(subtitle(store, text, &target, &token))
        .child(notice(Tone::Warning).text(text.reveal.once))
        .child(secret(store, text, target.agent_name.clone() + "-token.txt"))
        .child(install(store, text, &target, token.id)?)
        .child(first_contact(store, text, &target, token.id))
        .child(foot);
    let title = fill(text.reveal.title, &[&shown(&target.agent_name)]);
    Some(dialog(Dialog { id: "create-title", title, exit: Exit::None, is_wide: true }, body))
}

fn subtitle(store: Store, text: &'static Text, target: &Target, token: &Token) -> El {
    let names = [shown(&target.project_path), shown(&token.name), token.id.to_string()];
    let [path, name, id] = &names;
    let agent = target.agent;
    el("p.muted").text(&fill("{0} · {1} #{2}", &[path, name, id])).text_with(move || {
        let count = store.tokens_of(agent).and_then(|read| Some(read.rows?.len()));
        match count {
            Some(count) => " · ".to_owned() + &fill(text.reveal.slot, &[&count.to_string()]),
            None => String::new(),
        }
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
