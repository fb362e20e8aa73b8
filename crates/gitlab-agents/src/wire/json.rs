//! Reading JSON that may not be what was promised.
//!
//! Objects are read by a list of the keys that matter, into pieces of JSON that each reader then
//! takes as it can. That is one visitor for all of GitLab's objects, where a derived reader for
//! each of them would be several times its size in a WebAssembly bundle.

use agent_ops::model::{Creator, UserId};
use agent_ops::timestamp::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A body as one piece of JSON; `None` where it is none.
pub(crate) fn document(body: &[u8]) -> Option<&RawValue> {
    let text = std::str::from_utf8(body).ok()?;
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// The elements of a JSON array; `None` where it is none.
pub(crate) fn elements(json: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json.get()).ok()
}

/// The values under `keys` in a JSON object, in the order of the keys; `None` where it is no
/// object.
pub(crate) fn fields<'a, const N: usize>(
    json: &'a RawValue,
    keys: [&str; N],
) -> Option<[Field<'a>; N]> {
    let mut found = [Field(None); N];
    object(json, &mut |key| keys.iter().position(|known| *known == key), &mut |place, value| {
        if let Some(field) = found.get_mut(place) {
            *field = Field(Some(value));
        }
    })?;
    Some(found)
}

/// Every key of a JSON object with its value; `None` where it is no object.
pub(crate) fn entries(json: &RawValue) -> Option<Vec<(String, &RawValue)>> {
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    let mut keep = |key: &str| {
        keys.push(key.to_owned());
        Some(0)
    };
    object(json, &mut keep, &mut |_, value| values.push(value))?;
    Some(keys.into_iter().zip(values).collect())
}

/// One value of an object, which may be missing.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a>(Option<&'a RawValue>);

impl<'a> Field<'a> {
    /// A value that is there.
    pub(crate) fn of(json: &'a RawValue) -> Self {
        Self(Some(json))
    }

    /// The JSON itself, where the key is there.
    pub(crate) fn json(self) -> Option<&'a RawValue> {
        self.0
    }

    fn text(self) -> &'a str {
        self.0.map_or("", RawValue::get)
    }

    /// Whether the key is there and its value is `null`.
    pub(crate) fn is_null(self) -> bool {
        self.text() == "null"
    }

    /// A whole number, as number or in a string. Never by way of floating point.
    pub(crate) fn id(self) -> Option<u64> {
        let text = self.text();
        let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    }

    /// A string.
    pub(crate) fn string(self) -> Option<String> {
        if self.text().starts_with('"') { serde_json::from_str(self.text()).ok() } else { None }
    }

    /// A string; empty where `null` or nothing stands for it; `None` where something else does.
    pub(crate) fn string_or_empty(self) -> Option<String> {
        if self.0.is_none() || self.is_null() { Some(String::new()) } else { self.string() }
    }

    /// A string that says something.
    pub(crate) fn filled(self) -> Option<String> {
        self.string().filter(|text| !text.is_empty())
    }

    /// A boolean.
    pub(crate) fn flag(self) -> Option<bool> {
        match self.text() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A point in time.
    pub(crate) fn time(self) -> Option<Timestamp> {
        Timestamp::parse_rfc3339(&self.string()?)
    }

    /// `created_by_user_id`: GitLab's page says string, GitLab sends an integer or `null`.
    pub(crate) fn creator(self) -> Creator {
        match self.id() {
            Some(id) => Creator::User(UserId(id)),
            None if self.is_null() => Creator::Deleted,
            None => Creator::Unstated,
        }
    }

    /// The values under `keys`, all missing where this is no object.
    pub(crate) fn fields<const N: usize>(self, keys: [&str; N]) -> [Field<'a>; N] {
        self.0.and_then(|json| fields(json, keys)).unwrap_or([Field(None); N])
    }

    /// The strings of an array; whatever else stands in it is left out.
    pub(crate) fn strings(self) -> Vec<String> {
        let elements = self.0.and_then(elements).unwrap_or_default();
        elements.into_iter().filter_map(|json| Field(Some(json)).string()).collect()
    }
}

/// Reads an object: `place` says which key has which place, or none; `take` is given the values of
/// those that have one.
fn object<'a>(
    json: &'a RawValue,
    place: &mut dyn FnMut(&str) -> Option<usize>,
    take: &mut dyn FnMut(usize, &'a RawValue),
) -> Option<()> {
    let mut deserializer = serde_json::Deserializer::from_str(json.get());
    deserializer.deserialize_map(Object { place, take }).ok()
}

struct Object<'p, 'a> {
    place: &'p mut dyn FnMut(&str) -> Option<usize>,
    take: &'p mut dyn FnMut(usize, &'a RawValue),
}

impl<'a> Visitor<'a> for Object<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Key(&mut *self.place))? {
            let value = map.next_value()?;
            if let Some(place) = place {
                (self.take)(place, value);
            }
        }
        Ok(())
    }
}

struct Key<'p>(&'p mut dyn FnMut(&str) -> Option<usize>);

impl<'a> DeserializeSeed<'a> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((self.0)(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn field(json: &str) -> Field<'_> {
        let [field] = fields(document(json.as_bytes()).unwrap(), ["f"]).unwrap();
        field
    }

    #[test]
    fn ids_are_exact() {
        let id = |json: &str| field(json).id();
        assert_eq!(id(r#"{"f":18446744073709551615}"#), Some(u64::MAX));
        assert_eq!(id(r#"{"f":"9007199254740993"}"#), Some(9_007_199_254_740_993));
        for none in [
            r#"{"f":1.0}"#,
            r#"{"f":-1}"#,
            r#"{"f":"1a"}"#,
            r#"{"f":""}"#,
            r#"{"f":null}"#,
            "{}",
            r#"{"f":18446744073709551616}"#,
        ] {
            assert_eq!(id(none), None, "{none}");
        }
    }

    #[test]
    fn null_and_nothing_are_two_things() {
        assert!(field(r#"{"f":null}"#).is_null());
        assert!(!field("{}").is_null() && field("{}").json().is_none());
        assert_eq!(field("{}").string_or_empty().as_deref(), Some(""));
        assert_eq!(field(r#"{"f":7}"#).string_or_empty(), None);
    }

    #[test]
    fn keys_may_be_escaped_repeated_and_unknown() {
        assert_eq!(field(r#"{"x":[{}],"\u0066":1}"#).id(), Some(1));
        assert_eq!(field(r#"{"f":1,"f":2}"#).id(), Some(2));
    }

    #[test]
    fn a_byte_order_mark_is_no_json() {
        assert!(document("\u{feff}[]".as_bytes()).and_then(elements).is_some());
        assert!(document(b"\xff[]").is_none());
        assert!(document(b"").is_none());
    }

    proptest! {
        #[test]
        fn never_panics(body in prop::collection::vec(any::<u8>(), 0..64), json in "[\\[\\]{}\",:a-f0-9 ]{0,24}") {
            for body in [body.as_slice(), json.as_bytes()] {
                let Some(document) = document(body) else { continue };
                let _ = elements(document);
                let _ = entries(document);
                if let Some([field]) = fields(document, ["a"]) {
                    let _ = (field.id(), field.string(), field.flag(), field.time(), field.strings());
                }
            }
        }
    }
}
