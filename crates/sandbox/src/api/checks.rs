//! Grape's parameter validation. Reports all errors at once, joined by commas.

use serde_json::Value;

use super::errors::Refusal;
use super::params::{Params, plain};
use crate::faults::big_ids;

/// Reads parameters and collects their errors. A reader returns a default for an invalid value;
/// [`Checks::done`] then refuses the call.
#[derive(Debug)]
pub(crate) struct Checks<'p> {
    params: &'p Params,
    wrong: Vec<String>,
}

impl<'p> Checks<'p> {
    pub(super) fn new(params: &'p Params) -> Self {
        Self { params, wrong: Vec::new() }
    }

    /// Completes the checks.
    ///
    /// # Errors
    ///
    /// 400 `{"error": ...}` if any parameter was invalid.
    pub(crate) fn done(self) -> Result<(), Refusal> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Refusal::Parameters(self.wrong.join(", "))) }
    }

    /// A required integer id. One out of range becomes 0, which no row has.
    pub(crate) fn id(&mut self, name: &str) -> u64 {
        match self.integer(name) {
            Some(id) => big_ids::original(u64::try_from(id).unwrap_or(0)),
            None => 0,
        }
    }

    /// A required string. Only an absent one is an error here; the model checks null and empty
    /// ones.
    pub(crate) fn text(&mut self, name: &str) -> String {
        if self.params.get(name).is_none() {
            self.wrong.push(format!("{name} is missing"));
        }
        self.optional_text(name).unwrap_or_default()
    }

    /// A string or null.
    pub(crate) fn optional_text(&mut self, name: &str) -> Option<String> {
        match self.params.get(name)? {
            Value::Null => None,
            value => plain(value).or_else(|| {
                self.wrong.push(format!("{name} is invalid"));
                None
            }),
        }
    }

    /// An integer, if it was sent.
    pub(crate) fn integer(&mut self, name: &str) -> Option<i64> {
        let text = self.optional_text(name).filter(|text| !text.is_empty())?;
        let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrong.push(format!("{name} is invalid"));
            return None;
        }
        // Ruby's integers are unbounded, row ids are not: a larger one matches nothing.
        Some(text.parse().unwrap_or(0))
    }

    /// A boolean in any form that Grape accepts, if it was sent.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.optional_text(name)?.to_ascii_lowercase().as_str() {
            "true" | "t" | "1" | "yes" | "y" | "on" => Some(true),
            "false" | "f" | "0" | "no" | "n" | "off" => Some(false),
            "" => None,
            _ => {
                self.wrong.push(format!("{name} is invalid"));
                None
            }
        }
    }

    /// One of a fixed set of values; the first is the default.
    pub(crate) fn choice(&mut self, name: &str, values: &[&'static str]) -> &'static str {
        let default = values.first().copied().unwrap_or_default();
        let Some(text) = self.optional_text(name) else { return default };
        values.iter().copied().find(|value| *value == text).unwrap_or_else(|| {
            self.wrong.push(format!("{name} does not have a valid value"));
            default
        })
    }

    /// Adds an error from a specific check.
    pub(crate) fn refuse(&mut self, sentence: &str) {
        self.wrong.push(sentence.to_owned());
    }
}
