//! Kinds of buttons.

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
