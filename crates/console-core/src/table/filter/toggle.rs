//! Values that are clicked rather than typed.

use super::{Term, parse};
use crate::table::spec::{Choice, Terms};
use std::mem;

/// The filter `text` with one term of `choice` that names `these`, in place of all there were; with none
/// where there are none of these.
pub(super) fn put_choice(text: &str, terms: &Terms, choice: &Choice, mut these: u64) -> String {
    let mut spans = parse::spans(text);
    spans.retain(|span| {
        let term = parse::term(text.get(span.clone()).unwrap_or_default(), terms);
        matches!(term, Ok(Term::Choice { of, .. }) if of == choice)
    });
    let mut toggled = String::with_capacity(text.len() + 32);
    if spans.is_empty() && these != 0 {
        push_term(&mut toggled, choice, these);
        if !text.is_empty() {
            toggled.push(' ');
        }
    }
    let mut rest = 0;
    for span in spans {
        toggled.push_str(text.get(rest..span.start).unwrap_or_default());
        rest = span.end;
        if these != 0 {
            push_term(&mut toggled, choice, mem::take(&mut these));
        } else if let Some(space) = text.get(rest..).and_then(|rest| rest.chars().next()) {
            rest += space.len_utf8();
        } else {
            // The term was the last one, so that the white space in front of it separates nothing.
            toggled.pop();
        }
    }
    toggled.push_str(text.get(rest..).unwrap_or_default());
    toggled
}

/// Appends a term with the names of `these`, in their order.
fn push_term(text: &mut String, choice: &Choice, these: u64) {
    text.push_str(choice.key);
    let mut before = ':';
    for (place, name) in (0..).zip(choice.names) {
        if these >> place & 1 == 1 {
            text.push(before);
            text.push_str(name);
            before = ',';
        }
    }
}
