//! Views of Leptos in elements, and elements in views of Leptos.

use super::element::{El, fragment};
use crate::browser::cleanup::on_cleanup_local;
use leptos::prelude::{AddAnyAttr, AnyView, Mountable, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::{Position, PositionState};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// A view, as elements that stay what it makes of them until the current owner goes.
pub(crate) fn el_of(view: AnyView) -> El {
    let holder = fragment();
    fill(&holder, view);
    holder
}

/// Puts a view into `place`, until the current owner goes. A list at its top has to be where it stays: it
/// remembers what it was put into.
pub(crate) fn fill(place: &El, view: AnyView) {
    let mut state = view.build();
    state.mount(place.node(), None);
    on_cleanup_local(move || drop(state));
}

/// Where an element, or all of a fragment, stands in a view.
pub(crate) struct Standing {
    node: Node,
    /// What a fragment lies between.
    marks: Option<(Node, Node)>,
}

impl Render for El {
    type State = Standing;

    fn build(self) -> Standing {
        let node: Node = self.as_node();
        let is_fragment = node.node_type() == Node::DOCUMENT_FRAGMENT_NODE;
        let marks = is_fragment.then(|| {
            let begin: Node = Rndr::create_placeholder().unchecked_into();
            let end: Node = Rndr::create_placeholder().unchecked_into();
            let _ = node.insert_before(&begin, node.first_child().as_ref());
            let _ = node.append_child(&end);
            (begin, end)
        });
        Standing { node, marks }
    }

    fn rebuild(self, state: &mut Standing) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        let Some((begin, end)) = &self.marks else { return Rndr::remove(&self.node) };
        while let Some(next) = begin.next_sibling().filter(|next| next != end) {
            let _ = self.node.append_child(&next);
        }
        let _ = self.node.insert_before(begin, self.node.first_child().as_ref());
        let _ = self.node.append_child(end);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.marks.as_ref().map_or(&self.node, |(begin, _)| begin);
        let Some(parent) = first.parent_node() else { return false };
        child.mount(parent.unchecked_ref(), Some(first));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}

impl AddAnyAttr for El {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Standing {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
