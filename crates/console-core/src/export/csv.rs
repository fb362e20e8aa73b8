//! Comma-separated values.

use super::cell::{Cell, numbered};
use crate::table::{AgentTable, ShownColumns};
use crate::timestamp::Timestamp;

/// The `columns` of `rows` under a line with the columns' names, as CSV (RFC 4180, UTF-8). `now` is
/// what statuses are told by.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front:
/// a spreadsheet would take it for a formula, and the texts are other people's.
#[must_use]
pub fn to_csv(table: &AgentTable, rows: &[u32], columns: &ShownColumns, now: Timestamp) -> String {
    let mut csv = String::new();
    for column in columns.as_slice() {
        push_cell(column.as_str(), &mut csv);
    }
    end_line(&mut csv);
    for row in rows.iter().filter_map(|row| table.row(*row)) {
        for column in columns.as_slice() {
            match Cell::of(&row, *column, now) {
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

fn push_cell(text: &str, csv: &mut String) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    // A line of one empty cell would be an empty line, which readers pass over.
    let is_quoted = text.is_empty() || text.contains([',', '"', '\r', '\n']);
    if is_quoted {
        csv.push('"');
    }
    if is_formula {
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
