//! Reading a filter's text.

use super::{Ages, MANY_TOKENS, ProblemKind, StatusSet, Term, Within};
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
pub(super) fn term(text: &str) -> Result<Term, ProblemKind> {
    let text = text.as_bytes();
    let (negated, text) = match text {
        [b'-', text @ ..] => (true, text),
        _ => (false, text),
    };
    let is_sign = |byte: &u8| matches!(byte, b':' | b'<' | b'>' | b'"');
    let sign = text.iter().position(is_sign).and_then(|at| text.split_at_checked(at));
    match (sign, text) {
        (Some((key, [sign @ (b':' | b'<' | b'>'), value @ ..])), _) => {
            keyed(&plain(key), *sign, &plain(value), negated)
        }
        (_, [b'#', id @ ..]) => match plain(id).as_slice() {
            [] => Err(ProblemKind::NoValue),
            id => Ok(Term::Id { id: number(id).ok_or(ProblemKind::Id)?, negated }),
        },
        (_, [b'@', name @ ..]) => text_within(Within::Creator, &plain(name), negated),
        (_, word) => text_within(Within::Anywhere, &plain(word), negated),
    }
}

fn keyed(key: &[u8], sign: u8, value: &[u8], negated: bool) -> Result<Term, ProblemKind> {
    let within = |within| text_within(within, value, negated);
    match (key, sign) {
        (b"status" | b"tokens", b':') | (b"created" | b"contact", b'<' | b'>')
            if value.is_empty() =>
        {
            Err(ProblemKind::NoValue)
        }
        (b"name", b':') => within(Within::Name),
        (b"project", b':') => within(Within::Project),
        (b"by", b':') => within(Within::Creator),
        (b"status", b':') => {
            let these = StatusSet::parse(value).ok_or(ProblemKind::Status)?;
            Ok(Term::Status(if negated { these.known_others() } else { these }))
        }
        (b"tokens", b':') => {
            let these = numbers_of_tokens(value).ok_or(ProblemKind::Tokens)?;
            Ok(Term::Tokens(if negated { !these } else { these }))
        }
        (b"created", b'<' | b'>') => Ok(Term::Created(ages(sign, value, negated)?)),
        (b"contact", b'<' | b'>') => Ok(Term::Contact(ages(sign, value, negated)?)),
        _ => Err(ProblemKind::Key),
    }
}

fn text_within(within: Within, word: &[u8], negated: bool) -> Result<Term, ProblemKind> {
    if word.is_empty() {
        return Err(ProblemKind::NoValue);
    }
    Ok(Term::Text { within, word: word.to_vec(), negated })
}

/// Numbers below [`MANY_TOKENS`] with commas between them, each as a bit.
fn numbers_of_tokens(value: &[u8]) -> Option<u64> {
    let mut these = 0;
    for digits in value.split(|byte| *byte == b',') {
        these |= 1 << number(digits).filter(|number| *number < MANY_TOKENS.into())?;
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
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    let is_number = digits.iter().all(u8::is_ascii_digit);
    if is_number { std::str::from_utf8(digits).ok()?.parse().ok() } else { None }
}

/// `text` in lower case, without quotation marks.
fn plain(text: &[u8]) -> Vec<u8> {
    text.iter().filter(|byte| **byte != b'"').map(u8::to_ascii_lowercase).collect()
}
