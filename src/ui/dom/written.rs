//! Places in the page that remember what stands in them.

use super::element::El;
use leptos::tachys::renderer::Rndr;
use web_sys::{Element, Node};

/// The text of an element, or one of its attributes. Only what differs from what stands there is written: a browser
/// does not ask whether it does.
pub(crate) struct Written {
    place: Place,
    stands: Option<String>,
}

enum Place {
    Text(TextPlace),
    Attribute(Element, &'static str),
}

/// A text node and where it belongs. A browser's page translator puts a `<font>` with its own text in place
/// of each text node, which is then in the page no longer: what is written to it would not be seen.
struct TextPlace {
    parent: Element,
    node: Node,
    /// How many other texts stand before it in its parent.
    before: usize,
}

impl TextPlace {
    fn write(&self, value: Option<&str>) {
        self.node.set_node_value(value);
        if self.node.parent_node().as_ref() != Some(&*self.parent) {
            self.come_back();
        }
    }

    /// Takes the place of what stands there instead.
    fn come_back(&self) {
        let texts = texts_of(&self.parent);
        let stranger = texts.into_iter().nth(self.before).filter(is_translation);
        let _ = match stranger {
            Some(stranger) => self.parent.replace_child(&self.node, &stranger),
            None => self.parent.append_child(&self.node),
        };
    }
}

/// The texts right in `parent`, translated ones too.
fn texts_of(parent: &Element) -> Vec<Node> {
    let mut texts = Vec::new();
    let mut next = parent.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE || is_translation(&node) {
            texts.push(node);
        }
    }
    texts
}

/// Nothing of the console's own is a `<font>`.
fn is_translation(node: &Node) -> bool {
    node.node_name().eq_ignore_ascii_case("font")
}

impl Written {
    /// Text at the end of `parent`, none so far.
    pub(crate) fn text(parent: &El) -> Self {
        let parent_node: Element = parent.as_node();
        let before = texts_of(&parent_node).len();
        let node = Rndr::create_text_node("");
        parent.append(&node);
        let place = TextPlace { parent: parent_node, node: node.into(), before };
        Self { place: Place::Text(place), stands: None }
    }

    /// An attribute that `of` has not had so far.
    pub(crate) fn attribute(of: &El, name: &'static str) -> Self {
        Self { place: Place::Attribute(of.as_node(), name), stands: None }
    }

    /// Writes `value`, and says whether something else stood there.
    pub(crate) fn write(&mut self, value: &str) -> bool {
        self.put(Some(value))
    }

    /// Writes `value`, or takes the attribute away, and says whether something else stood there.
    pub(crate) fn put(&mut self, value: Option<&str>) -> bool {
        if self.stands.as_deref() == value {
            return false;
        }
        match (&self.place, value) {
            (Place::Text(text), value) => text.write(value),
            (Place::Attribute(of, name), Some(value)) => Rndr::set_attribute(of, name, value),
            (Place::Attribute(of, name), None) => Rndr::remove_attribute(of, name),
        }
        self.stands = value.map(str::to_owned);
        true
    }
}
