//! A place in an element whose content changes.

use super::boxed::{Choose, Content};
use super::effect::{Part, render_effect};
use super::element::El;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A place between two comments, which mark where it begins and ends.
struct Place {
    begin: Node,
    end: Node,
}

impl Place {
    /// A place at the end of `parent`.
    fn new(parent: &HtmlElement) -> Self {
        let begin: Node = Rndr::create_placeholder().unchecked_into();
        let end: Node = Rndr::create_placeholder().unchecked_into();
        for mark in [&begin, &end] {
            let _ = parent.append_child(mark);
        }
        Self { begin, end }
    }

    /// Puts `content` in place of what was there.
    fn put(&self, content: Option<El>) {
        while let Some(node) = self.begin.next_sibling().filter(|node| *node != self.end) {
            Rndr::remove(&node);
        }
        if let (Some(content), Some(parent)) = (content, self.end.parent_node()) {
            let _ = parent.insert_before(content.node(), Some(&self.end));
        }
    }
}

/// Appends to `parent` what `content` gives, and keeps it so.
pub(super) fn slot(parent: El, content: Box<dyn Content>) -> El {
    let place = Place::new(parent.node());
    render_effect(move || place.put(content.content()));
    parent
}

/// Appends to `parent` what `choice` gives, and makes it anew when there is another key. Only the key
/// is followed.
pub(super) fn slot_by(parent: El, mut choice: Box<dyn Choose>) -> El {
    let place = Place::new(parent.node());
    let part = Part::new();
    render_effect(move || {
        if choice.is_new() {
            place.put(part.replace(|| choice.chosen()));
        }
    });
    parent
}
