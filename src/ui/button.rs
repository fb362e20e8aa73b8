//! Buttons and links.

use super::dom::{El, el};

/// How loud a button is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An ordinary one.
    Plain,
    /// The one thing to do next.
    Primary,
    /// Something that cannot be undone.
    Danger,
    /// One that stands back.
    Quiet,
}

impl Kind {
    /// The class of such a button.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Kind::Plain => "button",
            Kind::Primary => "button button--primary",
            Kind::Danger => "button button--danger",
            Kind::Quiet => "button button--quiet",
        }
    }
}

/// A button.
pub(crate) fn button(kind: Kind, label: &str) -> El {
    // The parts that a page around may style are called what the classes are.
    let parts = kind.class();
    el("button[type=button]").class(parts).attr("part", parts).text(label)
}

/// A picture that says nothing by itself.
pub(crate) fn icon(name: &str) -> El {
    el("span").class(&("icon icon--".to_owned() + name)).attr("aria-hidden", "true")
}
