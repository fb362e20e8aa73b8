//! Reads JSON that may not be as documented, and writes JSON.
//!
//! serde derives the readers, and [`read`] feeds them one field at a time, so that an unexpected
//! value affects only its own [`Field`]. Lists are split into raw elements, so that a bad row is
//! one unreadable row.

mod field;
mod lenient;
mod write;

pub use field::{Field, Id};
pub use write::{object_of, push_string};

use self::lenient::{Lenient, name_of, pairs};
use serde::Deserialize;
pub use serde_json::value::RawValue;

/// A body as one JSON value; `None` if it is not valid JSON.
#[must_use]
pub fn document(body: &[u8]) -> Option<&RawValue> {
    let text = std::str::from_utf8(body).ok()?;
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// Reads `json` as a `T`; `None` if it has another type.
#[must_use]
pub fn read<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Option<T> {
    T::deserialize(Lenient(json)).ok()
}

/// The elements of a JSON array; `None` if it is not an array.
#[must_use]
pub fn elements(json: &RawValue) -> Option<Vec<&RawValue>> {
    read(json)
}

/// The text of a JSON string; `None` if it is not a string, or contains a lone surrogate.
#[must_use]
pub fn string(json: &RawValue) -> Option<String> {
    read(json)
}

/// All keys and values of a JSON object; `None` if it is not an object.
#[must_use]
pub fn entries(json: &RawValue) -> Option<Vec<(String, &RawValue)>> {
    let pairs = pairs(json).ok()?.into_iter();
    pairs.map(|(key, value)| Some((name_of(key)?.into_owned(), value))).collect()
}

#[cfg(test)]
mod tests;
