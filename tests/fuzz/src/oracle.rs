//! The content of a response, by an independent parser that shares no code with the client.

use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// Characters that are invisible or change the text direction, by Unicode's own properties, and two
/// without them: Braille's blank and annotation marks. Variation selectors belong to the emoji
/// before them. The wide space of Chinese, Japanese and Korean is recognisable by its width.
static UNSEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        [[\p{Cc}\p{Zl}\p{Zp}\p{Zs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}
        \u{2800}\u{fff9}-\u{fffb}]
        --[\ \u{3000}\u{fe0e}\u{fe0f}]]",
    )
    .ok()
});

/// Checks that every character of `shown` is visible.
pub(crate) fn check_seen(shown: &str) {
    assert!(UNSEEN.is_some(), "the pattern is wrong");
    let found = UNSEEN.as_ref().and_then(|unseen| unseen.find(shown));
    assert!(found.is_none(), "{found:?} cannot be seen");
}

/// Checks how the page shows a text from GitLab.
pub(crate) fn check_shown(text: &str) {
    check_seen(&console_core::unseen::visible(text));
}

/// A body as JSON, if the other parser accepts it: it has a depth limit of 128, and rejects numbers
/// and escapes that the client never looks at.
pub(crate) fn json(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    serde_json::from_slice(body).ok()
}

/// The id in an object, as a number or as digits in a string.
pub(crate) fn id(value: &Value) -> Option<u64> {
    match value.get("id")? {
        Value::Number(number) => number.as_u64(),
        Value::String(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok()
        }
        _ => None,
    }
}

/// The numeric ids. Digits in a string may contain escapes, which the client need not decode.
pub(crate) fn numbers(value: &Value) -> Vec<u64> {
    let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| row.get("id")?.as_u64()).collect()
}

/// The text of a key.
pub(crate) fn string<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

/// Checks the client's rows against the list itself: every numeric id occurs exactly once, and no
/// other id occurs.
pub(crate) fn check_ids(ids: &[u64], list: &Value) {
    let mut mine = ids.to_vec();
    mine.sort_unstable();
    let rows = mine.len();
    mine.dedup();
    assert_eq!(mine.len(), rows, "an id came twice");
    let elements = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut theirs: Vec<u64> = elements.iter().filter_map(id).collect();
    theirs.sort_unstable();
    for id in &mine {
        assert!(theirs.binary_search(id).is_ok(), "{id} is in no row");
    }
    for id in numbers(list) {
        assert!(mine.binary_search(&id).is_ok(), "{id} was dropped");
    }
}
