//! A place in an element whose content changes.

use super::boxed::Content;
use super::element::El;
use crate::owner::follow;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A place between two comments, which mark where it begins and ends.
pub(super) struct Place {
    begin: Node,
    end: Node,
}

impl Place {
    /// A place at the end of `parent`.
    pub(super) fn new(parent: &HtmlElement) -> Self {
        let begin: Node = Rndr::create_placeholder().unchecked_into();
        let end: Node = Rndr::create_placeholder().unchecked_into();
        for mark in [&begin, &end] {
            let _ = parent.append_child(mark);
        }
        Self { begin, end }
    }

    /// Puts `content` in place of what was there.
    pub(super) fn put(&self, content: Option<El>) {
        while let Some(node) = self.begin.next_sibling().filter(|node| *node != self.end) {
            Rndr::remove(&node);
        }
        if let (Some(content), Some(parent)) = (content, self.end.parent_node()) {
            let _ = parent.insert_before(content.node(), Some(&self.end));
        }
    }
}

/// Appends to `parent` what `content` gives, and keeps it so.
pub(super) fn slot(parent: &HtmlElement, content: Box<dyn Content>) {
    let place = Place::new(parent);
    follow(move || place.put(content.content()));
}
