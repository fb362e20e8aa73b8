//! Labelled inputs.

use super::initial_focus;
use leptos::prelude::*;

/// A labelled line of text. Hint and problem describe it; a problem marks it as invalid.
#[component]
pub(crate) fn TextField(
    /// Unique among the fields on the page.
    id: &'static str,
    #[prop(into)] label: String,
    hint: &'static str,
    value: ArcRwSignal<String>,
    problem: Signal<Option<String>>,
    #[prop(optional)] has_focus: bool,
) -> impl IntoView {
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described_by = format!("{hint_id} {problem_id}");
    let invalid = Signal::derive(move || problem.with(Option::is_some));
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <TextInput id class="field__input" value described_by invalid has_focus/>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <p class="field__problem" id=problem_id role="status">{move || problem.get()}</p>
        </div>
    }
}

/// A line of text. What is typed is in `value`, and outlasts the view there.
#[component]
pub(crate) fn TextInput(
    id: &'static str,
    class: &'static str,
    value: ArcRwSignal<String>,
    #[prop(optional, into)] described_by: Option<String>,
    #[prop(optional, into)] invalid: Option<Signal<bool>>,
    #[prop(optional)] has_focus: bool,
) -> impl IntoView {
    let shown = value.clone();
    view! {
        <input
            type="text"
            id=id
            class=class
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=described_by
            aria-invalid=move || invalid.is_some_and(|invalid| invalid.get()).then_some("true")
            prop:value=move || shown.get()
            on:input:target=move |event| value.set(event.target().value())
            use:initial_focus=has_focus
        />
    }
}
