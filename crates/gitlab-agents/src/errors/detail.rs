//! GitLab's own words about a refusal, in all the shapes it sends them.

use crate::wire::json::{Field, RawValue, document, elements, entries, read, string};
use serde::Deserialize;

/// The most characters of GitLab's words that are kept.
const LONGEST: usize = 600;

#[derive(Default, Deserialize)]
#[serde(default)]
struct RefusalJson<'a> {
    #[serde(borrow)]
    error: Field<&'a RawValue>,
    error_description: Field<&'a RawValue>,
    message: Field<&'a RawValue>,
}

/// What the body of a refusal says.
#[derive(Default)]
pub(super) struct Said {
    /// The code in `error`, where an explanation stands beside it (OAuth's form).
    pub(super) error: Option<String>,
    /// The sentence, made plain.
    pub(super) detail: String,
    /// Whose form it has.
    pub(super) form: Form,
}

/// The form of a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// `{"message"}`: how GitLab refuses.
    Message,
    /// `{"error"}`: how the libraries do that read parameters and tokens for GitLab.
    Error,
    /// Other JSON.
    Json,
    /// No JSON.
    #[default]
    Text,
}

impl Form {
    /// Whether GitLab's API refuses in this form.
    pub(super) fn is_gitlabs(self) -> bool {
        matches!(self, Self::Message | Self::Error)
    }
}

impl Said {
    /// Reads `{"message"}`, `{"error"}`, `{"error", "error_description"}` or plain text.
    pub(super) fn read(body: &[u8]) -> Self {
        let Some(json) = document(body) else { return Self::plain(body) };
        let Some(RefusalJson { error, error_description: description, message }) = read(json)
        else {
            return Self { detail: shortened(sentences(json)), form: Form::Json, error: None };
        };
        let is_oauths = !description.is_missing();
        let error_code = error.value().filter(|_| is_oauths).and_then(string);
        let said =
            |field: Field<&RawValue>| field.value().map(sentences).filter(|text| !text.is_empty());
        let (in_message, in_error) = (said(message), said(error));
        let form = match (&in_message, &in_error) {
            (Some(_), _) => Form::Message,
            (None, Some(_)) => Form::Error,
            (None, None) => Form::Json,
        };
        let detail = said(description).or(in_message).or(in_error).unwrap_or_default();
        Self { error: error_code, detail: shortened(detail), form }
    }

    fn plain(body: &[u8]) -> Self {
        let text = std::str::from_utf8(body).unwrap_or_default();
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { detail: shortened(one_line), ..Self::default() }
    }
}

/// Every text in a piece of JSON: a string, a list of them, or an object of fields and what is
/// wrong with them.
fn sentences(json: &RawValue) -> String {
    if let Some(text) = string(json) {
        return plain_sentences(text);
    }
    if let Some(parts) = elements(json) {
        return joined(parts.into_iter().map(leaf));
    }
    let entries = entries(json).unwrap_or_default();
    joined(entries.into_iter().map(|(field, json)| {
        let problem = match elements(json) {
            Some(parts) => joined(parts.into_iter().map(leaf)),
            None => leaf(json),
        };
        // `error` and `base` name no field of a form.
        if problem.is_empty() || matches!(field.as_str(), "error" | "base") {
            return problem;
        }
        let mut text = field;
        text.push(' ');
        text.push_str(&problem);
        text
    }))
}

fn leaf(json: &RawValue) -> String {
    string(json).unwrap_or_default()
}

/// `400 Bad request - ["Name is too long", "..."]` as sentences: GitLab puts the status before its
/// refusals, in English always, and prints several of them as Ruby prints an array.
fn plain_sentences(text: String) -> String {
    let rest = text.strip_prefix("400 Bad request - ").unwrap_or(&text);
    match ruby_array(rest) {
        Some(parts) => joined(parts.into_iter()),
        None => rest.to_owned(),
    }
}

/// The strings of an array as Ruby prints it; `None` where the text is something else.
fn ruby_array(text: &str) -> Option<Vec<String>> {
    let mut letters = text.strip_prefix('[')?.strip_suffix(']')?.chars();
    let mut parts = Vec::new();
    loop {
        if letters.next()? != '"' {
            return None;
        }
        let mut part = String::new();
        loop {
            match letters.next()? {
                '"' => break,
                '\\' => match letters.next()? {
                    'n' | 't' | 'r' => part.push(' '),
                    letter => part.push(letter),
                },
                letter => part.push(letter),
            }
        }
        parts.push(part);
        match letters.next() {
            None => return Some(parts),
            Some(',') if letters.next() == Some(' ') => {}
            Some(_) => return None,
        }
    }
}

/// The parts as one text, each closed by a full stop where another follows.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(if text.ends_with(['.', '!', '?', '。']) { " " } else { ". " });
        }
        text.push_str(&part);
    }
    text
}

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn detail(body: &str) -> String {
        Said::read(body.as_bytes()).detail
    }

    #[test]
    fn every_shape_becomes_a_sentence() {
        for (body, said) in [
            (r#"{"message":"404 Project Not Found"}"#, "404 Project Not Found"),
            (r#"{"error":"name is missing"}"#, "name is missing"),
            (
                r#"{"error":"invalid_token","error_description":"Token was revoked."}"#,
                "Token was revoked.",
            ),
            (
                r#"{"message":"400 Bad request - [\"Name can't be blank\", \"Name is \\\"x\\\"\"]"}"#,
                "Name can't be blank. Name is \"x\"",
            ),
            (
                r#"{"message":"400 Bad request - An agent can have only two active tokens at a time"}"#,
                "An agent can have only two active tokens at a time",
            ),
            (r#"{"message":["Name is taken","Name is bad."]}"#, "Name is taken. Name is bad."),
            (
                r#"{"message":{"name":["is too long","is bad"],"base":["no"]}}"#,
                "name is too long. is bad. no",
            ),
            (r#"{"message":{"error":"Try again later."}}"#, "Try again later."),
            (r#"["Name is taken","Name is bad"]"#, "Name is taken. Name is bad"),
            (r#""Not today""#, "Not today"),
            ("Retry later\n", "Retry later"),
            (r#"{"message":"400 Bad request - [not an array"}"#, "[not an array"),
            ("", ""),
            ("{}", ""),
            ("null", ""),
        ] {
            assert_eq!(detail(body), said, "{body}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        let text = detail(&"한".repeat(5000));
        assert_eq!(text.chars().count(), LONGEST + 1);
    }

    proptest! {
        #[test]
        fn never_panics(body in "\\PC{0,60}", inner in "[\\[\\]\", \\\\a-b]{0,20}") {
            let _ = Said::read(body.as_bytes());
            let text = serde_json::to_string(&inner).unwrap();
            let _ = detail(&["{\"message\":", &text, "}"].concat());
        }
    }
}
