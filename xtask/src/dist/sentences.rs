//! The UI strings, one file per language.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The languages, as tags.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "ko"];

/// A UI string in a language's source file.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    /// Group and name, such as `sign_in.title`.
    name: String,
    text: String,
}

/// All strings of a language, one per line, in source order: the console reads them by position.
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

/// Every `name: "text",` with its group. rustfmt puts each on its own line.
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
