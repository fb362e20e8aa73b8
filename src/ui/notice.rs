//! Messages and small pieces of text.

use super::dom::{El, el};

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// For information.
    Plain,
    /// Something to heed.
    Warning,
    /// Something went wrong.
    Danger,
}

/// Text that stands back.
pub(crate) fn muted(text: &str) -> El {
    el("span.muted").text(text)
}
