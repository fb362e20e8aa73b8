//! Statuses that are clicked rather than typed.

use super::{Filter, StatusSet, Term, parse};
use crate::status::ConnectionStatus;
use std::mem;

/// The filter `text` with `status` shown as well, or no longer shown where it was.
///
/// All terms of statuses become one. It stands where the first of them stood, or in front where there
/// was none; without any status left it goes, and every row is shown. Everything else stays as it was
/// typed, so that where no status was asked for, two clicks give the same text again.
#[must_use]
pub fn toggle_status(text: &str, status: ConnectionStatus) -> String {
    let mut statuses = Filter::parse(text).statuses().unwrap_or_default().toggled(status);
    let mut spans = parse::spans(text);
    spans.retain(|span| {
        let term = parse::term(text.get(span.clone()).unwrap_or_default());
        matches!(term, Ok(Term::Status(_)))
    });
    let mut toggled = String::with_capacity(text.len() + "status:never_used ".len());
    if spans.is_empty() {
        push_term(&mut toggled, statuses);
        if !text.is_empty() {
            toggled.push(' ');
        }
    }
    let mut rest = 0;
    for span in spans {
        toggled.push_str(text.get(rest..span.start).unwrap_or_default());
        rest = span.end;
        if !statuses.is_empty() {
            push_term(&mut toggled, mem::take(&mut statuses));
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

/// The filter `text` without a term of statuses, so that agents of every status are shown.
#[must_use]
pub fn show_all(text: &str) -> String {
    let Some(asked) = Filter::parse(text).statuses() else { return text.to_owned() };
    if asked.is_empty() {
        // The terms exclude each other. One click makes a single one of them.
        return show_all(&toggle_status(text, ConnectionStatus::Connected));
    }
    let asked = ConnectionStatus::ALL.into_iter().filter(|status| asked.contains(*status));
    asked.fold(text.to_owned(), |text, status| toggle_status(&text, status))
}

fn push_term(text: &mut String, statuses: StatusSet) {
    text.push_str("status:");
    statuses.push_to(text);
}
