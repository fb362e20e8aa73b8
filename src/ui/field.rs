//! A labelled line of text.

use leptos::html;
use leptos::prelude::*;

/// A labelled line of text.
pub(crate) struct Field {
    /// An id unique among the fields on the page.
    pub(crate) id: &'static str,
    /// What it is for.
    pub(crate) label: String,
    /// What helps to fill it; empty for nothing.
    pub(crate) hint: String,
    /// The text in it.
    pub(crate) value: RwSignal<String>,
    /// What is wrong with the text, once that is known.
    pub(crate) problem: Signal<Option<String>>,
    /// Whether the caret starts here.
    pub(crate) autofocus: bool,
    /// The most characters it takes; `None` for any number.
    pub(crate) max_length: Option<u32>,
    /// Whether it is shown in the letters of code.
    pub(crate) is_code: bool,
}

/// Shows the field. Hint and problem are its description; a problem marks it as invalid.
pub(crate) fn field(field: Field) -> AnyView {
    let Field { id, label, hint, value, problem, autofocus, max_length, is_code } = field;
    let has_no_hint = hint.is_empty();
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    let described_by = format!("{hint_id} {problem_id}");
    let node = NodeRef::<html::Input>::new();
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = node.get() {
                let _ = input.focus();
            }
        });
    }
    view! {
        <div class={"field"}>
            <label class={"field__label"} for=id>{label}</label>
            <input
                node_ref=node
                id=id
                class={if is_code { "field__input code" } else { "field__input" }}
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength=max_length
                aria-describedby=described_by
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p id=hint_id class={"field__hint"} hidden=has_no_hint>{hint}</p>
            <p id=problem_id class={"field__problem"} role="status">{move || problem.get()}</p>
        </div>
    }
    .into_any()
}
