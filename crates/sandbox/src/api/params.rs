//! The parameters of a request: query, body and path merged as Grape does.

use std::collections::BTreeMap;

use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde_json::Value;

use super::errors::Refusal;

/// Parameters by name, sorted.
#[derive(Debug, Default)]
pub(crate) struct Params(BTreeMap<String, Value>);

impl Params {
    /// Reads the parameters. Later sources win: query, then body, then path.
    ///
    /// # Errors
    ///
    /// Grape has no parser for the body's type.
    pub(crate) fn read(
        parts: &Parts,
        body: &[u8],
        path: Vec<(String, String)>,
    ) -> Result<Self, Refusal> {
        let mut params = Self::default();
        params.extend_form(parts.uri.query().unwrap_or_default().as_bytes());
        if !body.is_empty() {
            params.extend_body(parts, body)?;
        }
        params.0.extend(path.into_iter().map(|(name, value)| (name, Value::String(value))));
        Ok(params)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The text of a parameter that was sent as a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// All parameters with a text form, for links that repeat the request.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().filter_map(|(name, value)| Some((name.as_str(), plain(value)?)))
    }

    fn extend_body(&mut self, parts: &Parts, body: &[u8]) -> Result<(), Refusal> {
        let content_type =
            parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let media_type = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        match media_type.as_str() {
            // Without a content type, Grape uses the API's default format.
            "application/json" | "" => {
                // A JSON body that is not an object adds no parameters.
                if let Ok(Value::Object(fields)) = serde_json::from_slice(body) {
                    self.0.extend(fields);
                }
                Ok(())
            }
            "application/x-www-form-urlencoded" => {
                self.extend_form(body);
                Ok(())
            }
            _ => Err(Refusal::UnsupportedMediaType(content_type.to_owned())),
        }
    }

    fn extend_form(&mut self, form: &[u8]) {
        let pairs = form_urlencoded::parse(form);
        self.0.extend(
            pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))),
        );
    }
}

/// A scalar as text; `None` for null, arrays and objects.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
