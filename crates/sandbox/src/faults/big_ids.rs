//! Ids beyond 2^53, which JavaScript numbers cannot represent.
//!
//! Such an id is a row's real id plus 2^53, and finds that row when a client sends it back.

use serde_json::Value;

const SHIFT: u64 = 1 << 53;
const IDS: [&str; 4] = ["id", "agent_id", "created_by_user_id", "user_id"];

/// The real id behind an id from a client.
pub(crate) fn original(id: u64) -> u64 {
    id.checked_sub(SHIFT).unwrap_or(id)
}

/// The same for an id or path in a URL.
pub(crate) fn original_text(id_or_path: &str) -> String {
    match id_or_path.parse() {
        Ok(id) => original(id).to_string(),
        Err(_) => id_or_path.to_owned(),
    }
}

/// Enlarges every id in a JSON value, optionally as a string.
pub(super) fn enlarge(value: &mut Value, text: bool) {
    match value {
        Value::Array(rows) => rows.iter_mut().for_each(|row| enlarge(row, text)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_u64() {
                    Some(id) if IDS.contains(&name.as_str()) => {
                        let big = id.saturating_add(SHIFT);
                        *field = if text { big.to_string().into() } else { big.into() };
                    }
                    _ => enlarge(field, text),
                }
            }
        }
        _ => {}
    }
}
