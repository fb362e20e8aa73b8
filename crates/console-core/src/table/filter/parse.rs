//! Reading a filter's text.

use super::{Ages, MANY, ProblemKind, Term};
use crate::table::spec::{Choice, Place, Terms, ValueSpec};
use std::ops::Range;

/// Where each term stands: white space outside quotation marks separates them.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut begin = None;
    let mut is_quoted = false;
    for (at, letter) in text.char_indices() {
        if letter == '"' {
            is_quoted = !is_quoted;
        }
        if is_quoted || !letter.is_whitespace() {
            begin.get_or_insert(at);
        } else if let Some(begin) = begin.take() {
            spans.push(begin..at);
        }
    }
    spans.extend(begin.map(|begin| begin..text.len()));
    spans
}

/// Reads one term.
pub(super) fn term(text: &str, terms: &Terms) -> Result<Term, ProblemKind> {
    let text = text.as_bytes();
    let (negated, text) = match text {
        [b'-', text @ ..] => (true, text),
        _ => (false, text),
    };
    let is_sign = |byte: &u8| matches!(byte, b':' | b'<' | b'>' | b'"');
    let sign = text.iter().position(is_sign).and_then(|at| text.split_at_checked(at));
    match (sign, text) {
        (Some((key, [sign @ (b':' | b'<' | b'>'), value @ ..])), _) => {
            keyed(terms, &plain(key), *sign, plain(value), negated)
        }
        (_, [b'#', id @ ..]) => {
            let id = some(plain(id))?;
            Ok(Term::Id { id: number(&id).ok_or(ProblemKind::Id)?, negated })
        }
        (_, [b'@', name @ ..]) => word_in(terms.at, plain(name), negated),
        (_, word) => {
            let word = some(plain(word))?;
            Ok(Term::Anywhere { id: number(&word), word, negated })
        }
    }
}

fn keyed(
    terms: &Terms,
    key: &[u8],
    sign: u8,
    value: Vec<u8>,
    negated: bool,
) -> Result<Term, ProblemKind> {
    let is_meant = |spec: &ValueSpec| matches!(spec, ValueSpec::Age(_)) == (sign != b':');
    let mut specs = terms.keys.iter().filter(|term| term.key.as_bytes() == key);
    let spec = specs.find(|term| is_meant(&term.value)).ok_or(ProblemKind::Key)?;
    let value = some(value)?;
    match spec.value {
        ValueSpec::Word(places) => word_in(places, value, negated),
        ValueSpec::Choice(of) => {
            let these = named(of, &value).ok_or(ProblemKind::Choice)?;
            Ok(Term::Choice { of, these: if negated { known_others(of, these) } else { these } })
        }
        ValueSpec::Count(number) => {
            let these = numbers(&value).ok_or(ProblemKind::Count)?;
            Ok(Term::Count { number, these: if negated { !these } else { these } })
        }
        ValueSpec::Age(time) => Ok(Term::Age { time, ages: ages(sign, &value, negated)? }),
    }
}

fn some(value: Vec<u8>) -> Result<Vec<u8>, ProblemKind> {
    if value.is_empty() { Err(ProblemKind::NoValue) } else { Ok(value) }
}

fn word_in(places: &'static [Place], word: Vec<u8>, negated: bool) -> Result<Term, ProblemKind> {
    Ok(Term::Word { places, word: some(word)?, negated })
}

/// Names with commas between them, each as the bit of its place; `None` where one of them is none of the
/// choice's. A hyphen or a space stands for the `_` of a name as well.
fn named(choice: &Choice, value: &[u8]) -> Option<u64> {
    let plain = |byte: &u8| if matches!(byte, b'-' | b' ') { b'_' } else { *byte };
    let mut these = 0;
    for typed in value.split(|byte| *byte == b',') {
        let is_it = |name: &&str| typed.iter().map(plain).eq(name.bytes());
        these |= 1 << choice.names.iter().position(is_it)?;
    }
    Some(these)
}

/// The others of those that are known. What is not known may be any of the others, or none.
fn known_others(choice: &Choice, these: u64) -> u64 {
    let known = (1 << choice.names.len().saturating_sub(1)) - 1;
    known & !these
}

/// Numbers below [`MANY`] with commas between them, each as a bit.
fn numbers(value: &[u8]) -> Option<u64> {
    let mut these = 0;
    for digits in value.split(|byte| *byte == b',') {
        these |= 1 << number(digits).filter(|number| *number < MANY.into())?;
    }
    Some(these)
}

fn ages(sign: u8, value: &[u8], negated: bool) -> Result<Ages, ProblemKind> {
    let limit = age(value).ok_or(ProblemKind::Age)?;
    let (least, most) = match (sign, negated) {
        (b'>', false) => (limit + 1, i64::MAX),
        (b'>', true) => (i64::MIN, limit),
        (_, false) => (i64::MIN, limit - 1),
        (_, true) => (limit, i64::MAX),
    };
    Ok(Ages { least, most })
}

/// An age in milliseconds. Six digits of years are far from the end of the numbers.
fn age(value: &[u8]) -> Option<i64> {
    let (unit, digits) = value.split_last()?;
    let minutes = match unit {
        b'm' => 1,
        b'h' => 60,
        b'd' => 60 * 24,
        b'w' => 60 * 24 * 7,
        b'y' => 60 * 24 * 365,
        _ => return None,
    };
    let count = number(digits).filter(|_| digits.len() <= 6)?;
    Some(i64::try_from(count).ok()? * minutes * 60_000)
}

/// A number of digits only: a sign before it would be none of a filter's.
fn number(digits: &[u8]) -> Option<u64> {
    let is_number = digits.iter().all(u8::is_ascii_digit);
    if is_number { std::str::from_utf8(digits).ok()?.parse().ok() } else { None }
}

/// `text` in lower case, without quotation marks.
fn plain(text: &[u8]) -> Vec<u8> {
    text.iter().filter(|byte| **byte != b'"').map(u8::to_ascii_lowercase).collect()
}
