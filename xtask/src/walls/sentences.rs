//! Finds UI strings in views, which should come from the module `text`.
//!
//! A heuristic with few false positives: class lists, keys and one-word values pass.

use super::source::{Literal, Source};

/// Attributes whose values people read or hear. Other values are for the browser.
const READ_ALOUD: [&str; 7] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "title",
];

/// The string literals of a view that look like UI text, up to the file's tests.
pub(crate) fn sentences(source: &Source) -> impl Iterator<Item = &Literal> {
    let tests = source.code.find("#[cfg(test)]").unwrap_or(source.code.len());
    source
        .literals
        .iter()
        .filter(move |literal| literal.open < tests && is_for_people(source, literal))
}

fn is_for_people(source: &Source, literal: &Literal) -> bool {
    let before = source.code.split_at(literal.open).0;
    let after = source.code.split_at(literal.close + 1).1.trim_start();
    if let Some(name) = attribute(before) {
        return READ_ALOUD.contains(&name.as_str()) && has_word(&literal.text);
    }
    let before = before.trim_end();
    let is_child = before.ends_with(['>', '{']) && after.starts_with(['<', '}']);
    if is_child && has_word(&literal.text) && !is_class_list(&literal.text) {
        return true;
    }
    is_sentence(&literal.text)
}

/// The attribute that takes this value, as in `class="a"` or `class={"a"}`. An assignment has
/// spaces around the sign.
fn attribute(before: &str) -> Option<String> {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ':');
    let name = before.strip_suffix('{').unwrap_or(before).strip_suffix('=')?;
    let start = name.trim_end_matches(is_part).len();
    (start < name.len()).then(|| name.split_at(start).1.to_owned())
}

/// Two words or more, of which at least one cannot be in a class list: it has capitals, punctuation
/// or non-ASCII letters.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    words.clone().count() >= 2 && words.clone().any(|word| !is_identifier(word))
}

fn has_word(text: &str) -> bool {
    text.split(|char: char| !char.is_alphabetic()).any(|word| word.chars().count() >= 2)
}

/// One identifier, or several of which at least one is not a plain word.
fn is_class_list(text: &str) -> bool {
    let is_single = text.split_whitespace().count() == 1;
    text.split_whitespace().all(is_identifier) && (is_single || text.contains(['-', '_']))
}

/// What a class, a key or a format placeholder may look like.
fn is_identifier(word: &str) -> bool {
    let is_mark = |char| matches!(char, '-' | '_' | ':' | '/' | '{' | '}');
    word.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || is_mark(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(code: &str) -> usize {
        sentences(&Source::read(code)).count()
    }

    #[test]
    fn finds_ui_strings() {
        for code in [
            r#"view! { <p>"Save"</p> }"#,
            r#"view! { <p>{"저장"}</p> }"#,
            r#"view! { <p>{"read all"}</p> }"#,
            r#"view! { <input placeholder="filter" /> }"#,
            r#"view! { <button aria-label={"Close"} /> }"#,
            r#"let said = "The agent is gone";"#,
            r#"format!("{count} agents, read just now")"#,
        ] {
            assert_eq!(count(code), 1, "{code}");
        }
    }

    #[test]
    fn accepts_everything_else() {
        for code in [
            r#"view! { <p class="table table--wide" data-x="A b">{text.save}</p> }"#,
            r#"view! { <p class={"table table--wide"}>{text.save}</p> }"#,
            r#"let class = "button button--primary is-open";"#,
            r#"if open { "button button--open" } else { "button" }"#,
            r#"format!("{hint_id} {problem_id}")"#,
            r#"fn key(self) -> &'static str { "sort-by" }"#,
            r#"element.set("aria-label", label)"#,
            r#"view! { <p>"·"</p> }"#,
            "// A comment says more.\n",
            "#[cfg(test)]\nmod tests { const A: &str = \"Words in a test.\"; }",
        ] {
            assert_eq!(count(code), 0, "{code}");
        }
    }
}
