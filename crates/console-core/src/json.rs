//! Reading JSON that may not be what was promised.
//!
//! serde_json says whether a text is JSON at all. What is, is then cut into pieces by the keys that matter, and
//! each reader takes its piece as it can. A visitor of serde's for objects, lists and strings brings the
//! sentences for all that could stand in their place, numbers with fractions among them: seven kilobytes of a
//! WebAssembly module, which cutting checked JSON does without.

use crate::model::{Creator, UserId};
use crate::timestamp::Timestamp;
use serde::de::IgnoredAny;

/// A piece of JSON that is known to be well formed, without white space around it.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a>(&'a str);

impl<'a> Json<'a> {
    /// The JSON as it was written.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0
    }

    /// What a JSON string says; `None` where it is no string, or holds half of a pair of surrogates.
    #[must_use]
    pub fn string(self) -> Option<String> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        let mut text = String::with_capacity(inner.len());
        let mut rest = inner.chars();
        while let Some(letter) = rest.next() {
            if letter != '\\' {
                text.push(letter);
                continue;
            }
            text.push(match rest.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => escaped_unit(&mut rest)?,
                itself => itself,
            });
        }
        Some(text)
    }
}

/// A body as one piece of JSON; `None` where it is none.
#[must_use]
pub fn document(body: &[u8]) -> Option<Json<'_>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    Some(Json(text.trim_matches([' ', '\t', '\n', '\r'])))
}

/// The elements of a JSON array; `None` where it is none.
#[must_use]
pub fn elements(json: Json<'_>) -> Option<Vec<Json<'_>>> {
    let mut pieces = Pieces::of(json, b'[')?;
    let mut elements = Vec::new();
    while let Some(element) = pieces.next() {
        elements.push(element);
    }
    Some(elements)
}

/// The values under `keys` in a JSON object, in the order of the keys; `None` where it is no
/// object. Of a key that stands there twice, the last value counts.
#[must_use]
pub fn fields<'a, const N: usize>(json: Json<'a>, keys: [&str; N]) -> Option<[Field<'a>; N]> {
    let mut found = [Field(None); N];
    find(json, &keys, &mut found)?;
    Some(found)
}

fn find<'a>(json: Json<'a>, keys: &[&str], found: &mut [Field<'a>]) -> Option<()> {
    let mut pieces = Pieces::of(json, b'{')?;
    while let Some((key, value)) = pieces.next_pair() {
        for (known, field) in keys.iter().zip(found.iter_mut()) {
            // Nobody escapes letters of a key, but one who does means the same key.
            if is_text(key, known) {
                *field = Field(Some(value));
            }
        }
    }
    Some(())
}

fn is_text(json: Json<'_>, text: &str) -> bool {
    let plain = json.0.as_bytes().get(1..json.0.len().saturating_sub(1)).unwrap_or_default();
    plain == text.as_bytes() || (plain.contains(&b'\\') && json.string().as_deref() == Some(text))
}

/// Every key of a JSON object with its value; `None` where it is no object.
#[must_use]
pub fn entries(json: Json<'_>) -> Option<Vec<(String, Json<'_>)>> {
    let mut pieces = Pieces::of(json, b'{')?;
    let mut entries = Vec::new();
    while let Some((key, value)) = pieces.next_pair() {
        entries.push((key.string()?, value));
    }
    Some(entries)
}

/// The pieces of an array or an object, one after the other: what stands between its brackets, commas
/// and colons.
struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn of(json: Json<'a>, bracket: u8) -> Option<Self> {
        (json.0.as_bytes().first() == Some(&bracket)).then_some(Self { text: json.0, at: 1 })
    }

    fn next_pair(&mut self) -> Option<(Json<'a>, Json<'a>)> {
        Some((self.next()?, self.next()?))
    }

    fn next(&mut self) -> Option<Json<'a>> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at)?, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') {
            self.at += 1;
        }
        let start = self.at;
        let (mut depth, mut in_string) = (0_usize, false);
        loop {
            match *bytes.get(self.at)? {
                b'\\' if in_string => self.at += 1,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'[' | b'{' => depth += 1,
                b']' | b'}' if depth > 0 => depth -= 1,
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b']' | b'}' if depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        let piece = self.text.get(start..self.at).filter(|piece| !piece.is_empty());
        piece.map(Json)
    }
}

/// The character of `\uXXXX`, or of two of them that make one.
fn escaped_unit(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let first = hex(rest)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    if rest.next() != Some('\\') || rest.next() != Some('u') {
        return None;
    }
    let second = hex(rest)?.checked_sub(0xdc00).filter(|second| *second < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
}

fn hex(rest: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |number, _| Some(number * 16 + rest.next()?.to_digit(16)?))
}

/// An object of strings, as JSON.
#[must_use]
pub fn object_of(pairs: &[(&str, &str)]) -> String {
    // Known at once, so that growing leaves no copy of a secret among them behind. An escape takes six bytes.
    let most = pairs.iter().map(|(name, value)| name.len() + 6 * value.len() + 6).sum::<usize>();
    let mut json = String::with_capacity(most + 2);
    json.push('{');
    for (place, (name, value)) in pairs.iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        push_string(&mut json, name);
        json.push(':');
        push_string(&mut json, value);
    }
    json.push('}');
    json
}

/// Writes `text` as a JSON string (RFC 8259, section 7).
pub fn push_string(json: &mut String, text: &str) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                json.push('\\');
                json.push(letter);
            }
            '\0'..'\u{20}' => {
                json.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = u32::from(letter) >> shift & 15;
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
}

/// One value of an object, which may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a>(Option<Json<'a>>);

impl<'a> Field<'a> {
    /// The JSON itself, where the key is there.
    #[must_use]
    pub fn json(self) -> Option<Json<'a>> {
        self.0
    }

    /// The JSON as it was written; empty where the key is missing.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0.map_or("", |json| json.0)
    }

    /// Whether the key is there and its value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.text() == "null"
    }

    /// A whole number, as number or in a string. Never by way of floating point.
    #[must_use]
    pub fn id(self) -> Option<u64> {
        let text = self.text();
        let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    }

    /// A string.
    #[must_use]
    pub fn string(self) -> Option<String> {
        self.0.and_then(Json::string)
    }

    /// A string; empty where `null` or nothing stands for it; `None` where something else does.
    #[must_use]
    pub fn string_or_empty(self) -> Option<String> {
        if self.0.is_none() || self.is_null() { Some(String::new()) } else { self.string() }
    }

    /// A string that says something.
    #[must_use]
    pub fn filled(self) -> Option<String> {
        self.string().filter(|text| !text.is_empty())
    }

    /// A boolean.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        match self.text() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A point in time.
    #[must_use]
    pub fn time(self) -> Option<Timestamp> {
        Timestamp::parse_rfc3339(&self.string()?)
    }

    /// `created_by_user_id`: GitLab's page says string, GitLab sends an integer or `null`.
    #[must_use]
    pub fn creator(self) -> Creator {
        match self.id() {
            Some(id) => Creator::User(UserId(id)),
            None if self.is_null() => Creator::Deleted,
            None => Creator::Unstated,
        }
    }

    /// The values under `keys`, all missing where this is no object.
    #[must_use]
    pub fn fields<const N: usize>(self, keys: [&str; N]) -> [Field<'a>; N] {
        self.0.and_then(|json| fields(json, keys)).unwrap_or([Field(None); N])
    }

    /// The strings of an array, and `None` for whatever else stands in it; `None` where this is no array.
    #[must_use]
    pub fn list(self) -> Option<Vec<Option<String>>> {
        let elements = elements(self.0?)?;
        Some(elements.into_iter().map(Json::string).collect())
    }

    /// The strings of an array; whatever else stands in it is left out.
    #[must_use]
    pub fn strings(self) -> Vec<String> {
        self.list().unwrap_or_default().into_iter().flatten().collect()
    }
}

impl<'a> From<Json<'a>> for Field<'a> {
    fn from(json: Json<'a>) -> Self {
        Self(Some(json))
    }
}

#[cfg(test)]
mod tests;
