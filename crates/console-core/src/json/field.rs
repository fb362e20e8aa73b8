//! One value of a JSON object.

use super::{RawValue, string};
use crate::model::{Creator, UserId};
use crate::timestamp::Timestamp;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// One value of an object, expected to be a `T`. For use with [`read`](super::read), in a struct
/// with `#[serde(default)]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The key is missing.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// A value that is not a `T`.
    Other,
    /// The expected value.
    Value(T),
}

/// A whole number, as a number or in a string. Never parsed as floating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub u64);

impl<T> Field<T> {
    /// The value, if it has the expected type.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Null | Self::Other => None,
        }
    }

    /// Whether the key is missing.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Whether the value is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl Field<Id> {
    /// The number.
    #[must_use]
    pub fn id(self) -> Option<u64> {
        self.value().map(|Id(id)| id)
    }

    /// `created_by_user_id`: a string according to GitLab's documentation, in fact an integer or
    /// `null`.
    #[must_use]
    pub fn creator(self) -> Creator {
        match self {
            Self::Value(Id(id)) => Creator::User(UserId(id)),
            Self::Null => Creator::Deleted,
            Self::Missing | Self::Other => Creator::Unstated,
        }
    }
}

impl Field<String> {
    /// The string; empty if missing or `null`; `None` if it is anything else.
    #[must_use]
    pub fn string_or_empty(self) -> Option<String> {
        match self {
            Self::Value(text) => Some(text),
            Self::Missing | Self::Null => Some(String::new()),
            Self::Other => None,
        }
    }

    /// The string, unless it is empty.
    #[must_use]
    pub fn filled(self) -> Option<String> {
        self.value().filter(|text| !text.is_empty())
    }

    /// A point in time.
    #[must_use]
    pub fn time(self) -> Option<Timestamp> {
        Timestamp::parse_rfc3339(&self.value()?)
    }
}

impl Field<Vec<&RawValue>> {
    /// The strings of the list; other elements are skipped.
    #[must_use]
    pub fn strings(self) -> Vec<String> {
        self.value().unwrap_or_default().into_iter().filter_map(string).collect()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_none<E>(self) -> Result<Field<T>, E> {
        Ok(Field::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Field<T>, D::Error> {
        Ok(T::deserialize(deserializer).map_or(Field::Other, Field::Value))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let id = if is_plain { digits.parse().ok() } else { None };
        id.map(Self).ok_or_else(|| D::Error::custom("no id"))
    }
}
