//! JSON.

use super::cell::{Cell, Exported, numbered};
use crate::json::push_string;
use crate::table::{Columns as _, ShownColumns};
use crate::timestamp::Timestamp;

/// From here on a JavaScript number cannot represent every integer.
const INEXACT: u64 = 1 << 53;

/// Formats the `columns` of `rows` as a JSON array of objects, one per line. Statuses are as of
/// `now`.
///
/// Ids of 2⁵³ or more are strings, because JavaScript readers would round them.
#[must_use]
pub fn to_json<T: Exported>(
    table: &T,
    rows: &[u32],
    columns: &ShownColumns<T::Columns>,
    now: Timestamp,
) -> String {
    let mut json = String::new();
    let mut before_row = "[\n{";
    let columns = columns.as_slice();
    for cells in rows.iter().filter_map(|row| table.cells(*row, columns, now)) {
        json.push_str(before_row);
        let mut before = "\"";
        for (column, cell) in columns.iter().zip(cells) {
            json.push_str(before);
            json.push_str(column.as_str());
            json.push_str("\":");
            match cell {
                Cell::Text(text) => push_text(text, &mut json),
                Cell::Number(number) if number < INEXACT => json.push_str(&number.to_string()),
                Cell::Number(number) => push_text(&number.to_string(), &mut json),
                Cell::Time(time) => push_text(&time.rfc3339(), &mut json),
                Cell::User(id) => push_text(&numbered(id), &mut json),
                Cell::Unknown => json.push_str("null"),
            }
            before = ",\"";
        }
        before_row = "},\n{";
    }
    json.push_str(if json.is_empty() { "[]\n" } else { "}\n]\n" });
    json
}

fn push_text(text: &str, json: &mut String) {
    push_string(json, text);
}
