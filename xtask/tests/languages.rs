//! What the compiler cannot see of the console's sentences: it makes sure that every language has
//! each of them, not that they say the same.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

/// A sentence as it stands in a language's file.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    /// Its group and name, such as `sign_in.title`.
    name: String,
    text: String,
}

#[test]
fn both_languages_have_the_same_sentences_in_the_same_order() {
    let names = |language| -> Vec<_> {
        sentences(&source(language).unwrap()).into_iter().map(|sentence| sentence.name).collect()
    };
    let english = names("en");
    assert!(english.len() > 200, "only {} sentences were found", english.len());
    assert_eq!(english, names("ko"));
}

#[test]
fn both_languages_fill_in_the_same_values() {
    for (english, korean) in
        sentences(&source("en").unwrap()).iter().zip(sentences(&source("ko").unwrap()))
    {
        let both = (placeholders(&english.text), placeholders(&korean.text));
        assert_eq!(both.0, both.1, "{}", english.name);
        // The values are counted from nought, so a gap is a slip of the pen.
        assert!(both.0.iter().copied().eq(0..both.0.len()), "{}", english.name);
    }
}

#[test]
fn no_sentence_is_empty_or_has_space_around_it() {
    for language in ["en", "ko"] {
        for Sentence { name, text } in sentences(&source(language).unwrap()) {
            assert!(!text.is_empty(), "{language} {name}");
            assert_eq!(text.trim(), text, "{language} {name}");
        }
    }
}

#[test]
fn korean_is_korean() {
    // Names, marks and words that Korean readers know as they are.
    const SAME: [&str; 6] = [
        "session.app",
        "session.version",
        "agents.id",
        "tokens.by",
        "install.secret_and_helm",
        "failure.said",
    ];
    for Sentence { name, text } in sentences(&source("ko").unwrap()) {
        let has_hangul = text.chars().any(|letter| ('가'..='힣').contains(&letter));
        assert!(has_hangul || SAME.contains(&name.as_str()), "{name}: {text}");
    }
}

#[test]
fn sentences_are_read_as_they_stand() {
    let source = "    scope: ScopeText {\n        title: \"A \\\"{0}\\\" {1}\",\n    },\n";
    let found = sentences(source);
    let expected = Sentence { name: "scope.title".into(), text: "A \\\"{0}\\\" {1}".into() };
    assert_eq!(found, [expected]);
    assert_eq!(placeholders(&found[0].text), BTreeSet::from([0, 1]));
    assert_eq!(placeholders("{1} of {x} {"), BTreeSet::from([1]));
}

fn source(language: &str) -> io::Result<String> {
    // At run time: clones share build results, and so this very program.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    fs::read_to_string(root.join("src/text").join(language).with_extension("rs"))
}

/// Every `name: "text",` with the group it stands in. rustfmt keeps each on a line of its own.
fn sentences(source: &str) -> Vec<Sentence> {
    let mut group = "";
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        let sentence = line.split_once(": \"").and_then(|(name, rest)| {
            let text = rest.strip_suffix("\",")?.to_owned();
            Some(Sentence { name: format!("{group}.{name}"), text })
        });
        match (sentence, line.split_once(": ")) {
            (Some(sentence), _) => found.push(sentence),
            (None, Some((name, value))) if value.ends_with('{') => group = name,
            (None, _) => assert!(!line.contains('"'), "this is not read as a sentence: {line}"),
        }
    }
    found
}

/// The numbers in braces.
fn placeholders(text: &str) -> BTreeSet<usize> {
    let insides = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    insides.filter_map(|(inside, _)| inside.parse().ok()).collect()
}
