//! A place in an element whose content changes.

use super::element::El;
use super::follow::follow;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// Appends a slot to `parent`. Two comments mark where it begins and ends.
pub(super) fn slot(parent: &HtmlElement, content: Box<dyn Fn() -> Option<El>>) {
    let begin: Node = Rndr::create_placeholder().unchecked_into();
    let end: Node = Rndr::create_placeholder().unchecked_into();
    for mark in [&begin, &end] {
        let _ = parent.append_child(mark);
    }
    follow(move || {
        let content = content();
        clear(&begin, &end);
        if let (Some(content), Some(parent)) = (content, end.parent_node()) {
            let _ = parent.insert_before(content.node(), Some(&end));
        }
    });
}

fn clear(begin: &Node, end: &Node) {
    while let Some(node) = begin.next_sibling().filter(|node| node != end) {
        Rndr::remove(&node);
    }
}
