//! The value, masked, with the ways to keep it.

use crate::browser::clipboard::{Copied, copy};
use crate::browser::download::download;
use crate::shared::own;
use crate::store::Store;
use crate::text::Text;
use crate::ui::{
    El, Kind, Tone, button, copy_button, el, focus_soon, fragment, notice, select_text,
};
use std::rc::Rc;

/// The value with show, download and copy. Copying is the loudest thing in the dialog.
pub(super) fn secret(store: Store, text: &'static Text, file_name: String) -> El {
    let (is_shown, must_copy_by_hand) = (own(false), own(false));
    let [masks, hides, presses, names, toggles] = [(); 5].map(|()| Rc::clone(&is_shown));
    let by_hand = Rc::clone(&must_copy_by_hand);
    let value = el("code")
        .attr_with("class", move || {
            if masks.get() { "secret__value" } else { "secret__value secret__value--masked" }
        })
        .attr("translate", "no")
        .attr("spellcheck", "false")
        .state("aria-hidden", move || !hides.get());
    // Straight into the node, and nowhere else.
    store.with_secret(|secret| value.node().set_text_content(Some(secret)));
    let node = value.clone();
    let copied = move |outcome| match outcome {
        Copied::Yes => {
            must_copy_by_hand.set(false);
            store.secret_stored.set(true);
        }
        Copied::No => {
            is_shown.set(true);
            must_copy_by_hand.set(true);
            select_text(&node);
        }
    };
    let start = move || store.with_secret(copy).unwrap_or_else(|| copy(""));
    let labels = (text.reveal.copy, text.reveal.copied);
    let copy = copy_button(Kind::Primary, labels, Box::new(start), Rc::new(copied));
    // The caret starts on Copy, not on the value: a screen reader would read that out unasked.
    focus_soon(&copy);
    let show = button(Kind::Quiet, "")
        .on_click(move || toggles.update(|is_shown| *is_shown = !*is_shown))
        .state("aria-pressed", move || presses.get())
        .text_with(move || if names.get() { text.reveal.hide } else { text.reveal.show });
    let keep = button(Kind::Plain, text.reveal.download).on_click(move || {
        if store.with_secret(|secret| download(&file_name, secret)) == Some(true) {
            store.secret_stored.set(true);
        }
    });
    let actions = el("div.secret__actions").child(show).child(keep).child(copy);
    let row = el("div.secret[role=group][part=secret]")
        .attr("aria-label", text.reveal.value)
        .child(value)
        .child(actions);
    fragment()
        .child(row)
        .slot(move || by_hand.get().then(|| notice(Tone::Warning).text(text.reveal.copy_by_hand)))
}
