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

/// A message that takes what is put into it. What went wrong is announced at once, everything else
/// when there is a pause.
pub(crate) fn notice(tone: Tone) -> El {
    let (class, role) = match tone {
        Tone::Plain => ("notice", "status"),
        Tone::Warning => ("notice notice--warning", "status"),
        Tone::Danger => ("notice notice--danger", "alert"),
    };
    el("div").class(class).attr("role", role)
}

/// A paragraph.
pub(crate) fn paragraph(text: &str) -> El {
    el("p").text(text)
}

/// Text that stands back.
pub(crate) fn muted(text: &str) -> El {
    el("span.muted").text(text)
}

/// Text for those who hear the page.
pub(crate) fn hidden(text: &str) -> El {
    el("span.visually-hidden").text(text)
}

/// A line that says what is going on.
pub(crate) fn status_line(text: &str) -> El {
    paragraph(text).attr("role", "status")
}
