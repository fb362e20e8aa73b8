//! The value, masked, with the ways to keep it.

use crate::browser::clipboard::{Copied, copy};
use crate::browser::download::download;
use crate::components::{Button, CopyButton, Notice};
use crate::store::{use_session, use_text};
use crate::ui::{El, Kind, Tone, select_text};
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// What stands in place of the value, whatever its length.
const MASK: &str = "••••••••••••••••••••";

/// The value with show, download and copy. Copying is the loudest thing in the dialog.
#[component]
pub(super) fn SecretValue(file_name: String) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let is_shown = RwSignal::new(false);
    let must_copy_by_hand = RwSignal::new(false);
    let must_check_file = RwSignal::new(false);
    let value = NodeRef::<html::Code>::new();
    // Straight into the node, and nowhere else.
    let holds_secret = move |node: Element| {
        session.get().with_secret(|secret| node.set_text_content(Some(secret)));
    };
    // Copying ends when it does, which may be after the session.
    let here = Rc::downgrade(&session.get());
    let copied = move |outcome| match outcome {
        Copied::Yes => {
            must_copy_by_hand.set(false);
            if let Some(session) = here.upgrade() {
                session.mark_secret_stored(true);
            }
        }
        Copied::No => {
            is_shown.set(true);
            must_copy_by_hand.set(true);
            if let Some(node) = value.get_untracked() {
                // Nothing can be selected in what is hidden, and the view shows it only afterwards.
                node.set_hidden(false);
                select_text(&El::of(node.unchecked_into()));
            }
        }
    };
    let start = move || session.get().with_secret(copy).unwrap_or_else(|| copy(""));
    let on_copied: Option<Rc<dyn Fn(Copied)>> = Some(Rc::new(copied));
    let label = Signal::derive(move || {
        if is_shown.get() { text.reveal.hide } else { text.reveal.show }.to_owned()
    });
    let keep = move || {
        // Whether there is a file then, nobody tells the page: it may be forbidden to save any, or asked where and
        // called off.
        if session.get().with_secret(|secret| download(&file_name, secret)) == Some(true) {
            must_check_file.set(true);
        }
    };
    view! {
        <div class="secret" role="group" part="secret" aria-label=text.reveal.value>
            // In its node from the start, so that it can be shown when the program has failed.
            <code
                node_ref=value
                class="secret__value"
                translate="no"
                spellcheck="false"
                hidden=move || !is_shown.get()
                use:holds_secret
            ></code>
            // Another node, not a style: without the style sheet the value would stand there in the clear.
            <span class="secret__mask" aria-hidden="true" hidden=move || is_shown.get()>{MASK}</span>
            <div class="secret__actions">
                <Button
                    kind=Kind::Quiet
                    label
                    pressed=is_shown
                    on_click=move || is_shown.update(|is_shown| *is_shown = !*is_shown)
                />
                <Button kind=Kind::Plain label=text.reveal.download on_click=keep/>
                // The caret starts here, not on the value: a screen reader would read that out unasked.
                <CopyButton
                    kind=Kind::Primary
                    label=text.reveal.copy
                    done_label=text.reveal.copied
                    start=Rc::new(start)
                    on_copied
                    has_focus=true
                />
            </div>
        </div>
        {move || must_check_file.get().then(|| view! {
            <Notice tone=Tone::Plain>{text.reveal.check_file}</Notice>
        })}
        {move || must_copy_by_hand.get().then(|| view! {
            <Notice tone=Tone::Warning>{text.reveal.copy_by_hand}</Notice>
        })}
    }
}
