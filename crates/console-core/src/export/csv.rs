//! Comma-separated values.

use super::cell::{Cell, Exported, numbered};
use crate::table::{Columns as _, ShownColumns};
use crate::timestamp::Timestamp;
use crate::unseen::is_unseen;

/// Formats the `columns` of `rows` below a header line, as CSV (RFC 4180) in UTF-8. It starts with
/// a byte-order mark; without it Excel assumes the computer's code page. Statuses are as of `now`.
///
/// An apostrophe precedes each cell that a spreadsheet may take for a formula: the texts are
/// untrusted.
#[must_use]
pub fn to_csv<T: Exported>(
    table: &T,
    rows: &[u32],
    columns: &ShownColumns<T::Columns>,
    now: Timestamp,
) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    for column in columns.as_slice() {
        push_cell(column.as_str(), &mut csv);
    }
    end_line(&mut csv);
    let columns = columns.as_slice();
    for cells in rows.iter().filter_map(|row| table.cells(*row, columns, now)) {
        for cell in cells {
            match cell {
                Cell::Text(text) => push_cell(text, &mut csv),
                Cell::Number(number) => push_cell(&number.to_string(), &mut csv),
                Cell::Time(time) => push_cell(&time.rfc3339(), &mut csv),
                Cell::User(id) => push_cell(&numbered(id), &mut csv),
                Cell::Unknown => push_cell("unknown", &mut csv),
            }
        }
        end_line(&mut csv);
    }
    csv
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whether a spreadsheet may take `text` for a formula. Checks the leading characters that OWASP's
/// page on CSV injection names, characters that width folding turns into one of them, as in
/// Japanese or Korean settings, and invisible characters, which may be dropped from before one of
/// them.
fn is_formula(text: &str) -> bool {
    text.starts_with(|first| match first {
        '=' | '+' | '-' | '@' => true,
        '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' => true, // full-width
        '\u{fe66}' | '\u{fe62}' | '\u{fe63}' | '\u{fe6b}' => true, // small
        '\u{2212}' | '\u{30fc}' => true,                           // minus, long vowel
        first => first.is_whitespace() || is_unseen(first),
    })
}

/// Whether `text` needs quotation marks: it contains a separator of cells or lines in some
/// spreadsheet's settings, or an invisible character.
fn needs_quotes(text: &str) -> bool {
    // A line with one empty cell would be blank, and readers skip blank lines.
    text.is_empty()
        || text.contains(|letter: char| matches!(letter, ',' | ';' | '"') || is_unseen(letter))
}

fn push_cell(text: &str, csv: &mut String) {
    let is_quoted = needs_quotes(text);
    if is_quoted {
        csv.push('"');
    }
    if is_formula(text) {
        csv.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            csv.push('"');
        }
        csv.push(letter);
    }
    if is_quoted {
        csv.push('"');
    }
    csv.push(',');
}

fn end_line(csv: &mut String) {
    csv.pop();
    csv.push_str("\r\n");
}
