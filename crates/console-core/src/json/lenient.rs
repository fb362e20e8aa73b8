//! A lenient deserializer for serde's derived readers.
//!
//! serde_json alone rejects a whole object for a duplicate key or one that is not valid text, and
//! accepts an array in place of an object.

use serde::de::value::MapDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::{self, Display};

/// A piece of JSON to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lenient<'de>(pub(super) &'de RawValue);

/// A value of another type. It carries no details: nobody sees them, and messages would add to the
/// bundle.
#[derive(Debug)]
pub(super) struct Odd;

impl Display for Odd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of another kind")
    }
}

impl std::error::Error for Odd {}

impl de::Error for Odd {
    fn custom<T: Display>(_message: T) -> Self {
        Self
    }
}

impl From<serde_json::Error> for Odd {
    fn from(_error: serde_json::Error) -> Self {
        Self
    }
}

impl<'de> Deserializer<'de> for Lenient<'de> {
    type Error = Odd;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Odd> {
        visitor.visit_map(MapDeserializer::new(named(self.0, names)?.into_iter()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        if self.0.get() == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Odd> {
        Ok(self.0.deserialize_newtype_struct(name, visitor)?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        Ok(self.0.deserialize_seq(visitor)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        Ok(self.0.deserialize_string(visitor)?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        match self.0.get() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Odd),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        Ok(self.0.deserialize_any(visitor)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf unit unit_struct tuple tuple_struct map
        enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Odd> for Lenient<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The values of the keys `names`. The last value of a duplicate key wins.
fn named<'de>(
    json: &'de RawValue,
    names: &'static [&'static str],
) -> Result<Vec<(&'static str, Lenient<'de>)>, Odd> {
    let mut found: Vec<(&'static str, Lenient<'de>)> = Vec::with_capacity(names.len());
    for (key, value) in pairs(json)? {
        let Some(key) = name_of(key) else { continue };
        let Some(name) = names.iter().find(|name| **name == key) else { continue };
        match found.iter_mut().find(|(held, _)| held == name) {
            Some((_, held)) => *held = Lenient(value),
            None => found.push((name, Lenient(value))),
        }
    }
    Ok(found)
}

/// The decoded text of a key, which may contain escapes.
pub(super) fn name_of(key: &RawValue) -> Option<Cow<'_, str>> {
    let inner = key.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(key.get()).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// The keys and values of an object, unparsed.
pub(super) fn pairs(json: &RawValue) -> Result<Vec<(&RawValue, &RawValue)>, Odd> {
    Ok(json.deserialize_map(Pairs)?)
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}
