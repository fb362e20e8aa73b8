//! The sentences of each language, in a file of its own.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The languages, by their tags.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "ko"];

/// A sentence as it stands in a language's source.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    /// Its group and name, such as `sign_in.title`.
    name: String,
    text: String,
}

/// The sentences of a language, one a line, in the order in which the console reads them: that of its source.
pub(crate) fn file(source: &Path, language: &str) -> Result<String> {
    let path = source.join("src/text").join(language).with_extension("rs");
    let source =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut file = String::new();
    for sentence in sentences(&source) {
        file.push_str(&sentence.text);
        file.push('\n');
    }
    Ok(file)
}

/// Every `name: "text",` with the group it stands in. rustfmt keeps each on a line of its own.
fn sentences(source: &str) -> Vec<Sentence> {
    let mut group = "";
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        let sentence = line.split_once(": \"").and_then(|(name, rest)| {
            let text = rest.strip_suffix("\",")?.replace("\\\"", "\"");
            Some(Sentence { name: format!("{group}.{name}"), text })
        });
        match (sentence, line.split_once(": ")) {
            (Some(sentence), _) => found.push(sentence),
            (None, Some((name, value))) if value.ends_with('{') => group = name,
            (None, _) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests;
