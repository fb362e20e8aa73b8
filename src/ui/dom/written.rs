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
    Text(Node),
    Attribute(Element, &'static str),
}

impl Written {
    /// Text at the end of `parent`, none so far.
    pub(crate) fn text(parent: &El) -> Self {
        let node = Rndr::create_text_node("");
        parent.append(&node);
        Self { place: Place::Text(node.into()), stands: None }
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
            (Place::Text(node), value) => node.set_node_value(value),
            (Place::Attribute(of, name), Some(value)) => Rndr::set_attribute(of, name, value),
            (Place::Attribute(of, name), None) => Rndr::remove_attribute(of, name),
        }
        self.stands = value.map(str::to_owned);
        true
    }
}
