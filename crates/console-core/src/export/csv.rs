//! Comma-separated values.

use super::cell::{Cell, Exported, numbered};
use crate::table::{Columns as _, ShownColumns};
use crate::timestamp::Timestamp;
use crate::unseen::is_unseen;

/// The `columns` of `rows` under a line with the columns' names, as CSV (RFC 4180) in UTF-8 with a
/// byte-order mark, without which Excel takes it for the code page of its computer. `now` is what
/// statuses are told by.
///
/// A cell that a spreadsheet may take for a formula gets an apostrophe in front: the texts are other
/// people's.
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

/// Whether a spreadsheet may take `text` for a formula: by the characters that OWASP's page on CSV
/// injection names, by those that become one of them where widths are folded, as in Japanese or Korean
/// settings, and by whatever is not seen, which may be dropped from before one of them.
fn is_formula(text: &str) -> bool {
    text.starts_with(|first| match first {
        '=' | '+' | '-' | '@' => true,
        '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' => true, // full-width
        '\u{fe66}' | '\u{fe62}' | '\u{fe63}' | '\u{fe6b}' => true, // small
        '\u{2212}' | '\u{30fc}' => true,                           // minus, long vowel
        first => first.is_whitespace() || is_unseen(first),
    })
}

/// Whether `text` has to stand in quotation marks: for what separates cells or lines in any
/// spreadsheet's settings, and for what is not seen.
fn needs_quotes(text: &str) -> bool {
    // A line of one empty cell would be an empty line, which readers pass over.
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
