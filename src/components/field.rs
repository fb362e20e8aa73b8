//! Labelled inputs.

use crate::ui::{Field, field, focus_soon};
use leptos::prelude::*;

/// A labelled line of text. Hint and problem describe it; a problem marks it as invalid.
#[component]
pub(crate) fn TextField(
    /// Unique among the fields on the page.
    id: &'static str,
    #[prop(into)] label: String,
    hint: &'static str,
    value: ArcRwSignal<String>,
    problem: Box<dyn Fn() -> Option<String>>,
    #[prop(optional)] has_focus: bool,
) -> impl IntoView {
    let (whole, line) = field(Field { id, label, hint, value, problem });
    if has_focus {
        focus_soon(&line);
    }
    whole
}
