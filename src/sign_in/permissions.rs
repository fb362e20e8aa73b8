//! What a token has to be allowed, for whoever makes one.

use crate::browser::clipboard::copy;
use crate::text::Text;
use crate::ui::{El, Kind, copy_button, el, fragment, paragraph};
use gitlab_agents::permissions::{MANAGING, READING};
use std::rc::Rc;

/// The scopes of a legacy token, and the permissions of a fine-grained one, to read and to copy.
pub(super) fn permissions(text: &'static Text) -> El {
    let words = &text.sign_in;
    el("details.sign-in__permissions")
        .child(el("summary").text(words.permissions))
        .child(paragraph(words.scopes_needed))
        .child(paragraph(words.permissions_needed))
        .child(list(text, words.permissions_reading, &READING))
        .child(paragraph(words.permissions_optional))
        .child(list(text, words.permissions_managing, &MANAGING))
}

fn list(text: &'static Text, title: &'static str, names: &'static [&'static str]) -> El {
    let mut lines = el("ul[translate=no]").attr("aria-label", title);
    for name in names {
        lines = lines.child(el("li").child(el("code").text(name)));
    }
    let labels = (text.sign_in.copy_list, text.install.copied);
    let start = Box::new(|| copy(&names.join("\n")));
    let head = el("div.sign-in__list").child(el("b").text(title)).child(copy_button(
        Kind::Quiet,
        labels,
        start,
        Rc::new(|_| {}),
    ));
    fragment().child(head).child(lines)
}
