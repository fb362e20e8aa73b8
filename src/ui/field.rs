//! Labelled places to type, choose and tick.

use super::dom::render_effect;
use super::dom::{El, el};
use super::number::with_numbers;
use leptos::prelude::*;
use std::rc::Rc;

/// A labelled line of text.
pub(crate) struct Field {
    /// An id unique among the fields on the page.
    pub(crate) id: &'static str,
    /// What it is for.
    pub(crate) label: String,
    /// What helps to fill it; empty for nothing.
    pub(crate) hint: &'static str,
    /// The text in it.
    pub(crate) value: ArcRwSignal<String>,
    /// What is wrong with the text, once that is known.
    pub(crate) problem: Box<dyn Fn() -> Option<String>>,
}

/// The field, and the line to type into. Hint and problem are its description; a problem marks it
/// as invalid.
pub(crate) fn field(field: Field) -> (El, El) {
    let Field { id, label, hint, value, problem } = field;
    let described_by = id.to_owned() + "-hint " + id + "-problem";
    let problem: Rc<dyn Fn() -> Option<String>> = Rc::from(problem);
    let wrong = Rc::clone(&problem);
    let input = input(id, value)
        .attr("aria-describedby", &described_by)
        .mark("aria-invalid", move || wrong().is_some());
    let whole = el("div.field")
        .child(el("label.field__label").attr("for", id).text(&label))
        .child(input.clone())
        .maybe(
            (!hint.is_empty())
                .then(|| el("p.field__hint").attr("id", &(id.to_owned() + "-hint")).text(hint)),
        )
        .child(
            el("p.field__problem")
                .attr("id", &(id.to_owned() + "-problem"))
                .attr("role", "status")
                .text_with(move || problem().unwrap_or_default()),
        );
    (whole, input)
}

/// A field without hint and problem, in the letters of code.
pub(crate) fn code_field(id: &'static str, label: &str, value: ArcRwSignal<String>) -> (El, El) {
    let input = input(id, value).class("field__input code");
    let label = el("label.field__label").attr("for", id).child(with_numbers(label));
    let whole = el("div.field").child(label).child(input.clone());
    (whole, input)
}

fn input(id: &str, value: ArcRwSignal<String>) -> El {
    let line =
        el("input.field__input[type=text][autocomplete=off][autocapitalize=off][spellcheck=false]")
            .attr("id", id);
    kept_in(line, value)
}

/// `line`, with what is typed into it in `value`, and the other way round. There it outlasts the line.
pub(crate) fn kept_in(line: El, value: ArcRwSignal<String>) -> El {
    let (shown, typed, written) = (line.clone(), line.clone(), value.clone());
    render_effect(move || written.with(|written| shown.set_value(written)));
    line.on("input", move |_| value.set(typed.value()))
}
