//! Checks that translations agree. The compiler only ensures that no language lacks a string.

use super::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn a_file_has_the_order_in_which_the_console_reads() {
    let places = fs::read_to_string(root().join("src/text/mod.rs")).unwrap();
    let (_, places) = places.split_once("\nsentences! {").unwrap();
    let mut expected = Vec::new();
    for group in places.split('}').filter(|group| group.contains('{')) {
        let (head, names) = group.split_once('{').unwrap();
        let (group, _) = head.lines().last().unwrap().trim().split_once(':').unwrap();
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        expected.extend(names.map(|name| format!("{group}.{name}")));
    }
    let names: Vec<_> = read("en").into_iter().map(|sentence| sentence.name).collect();
    assert_eq!(names, expected);
}

#[test]
fn no_line_of_a_source_is_skipped() {
    for language in LANGUAGES {
        let source = source(language);
        let quoted = source.lines().filter(|line| line.contains('"')).count();
        assert_eq!(sentences(&source).len(), quoted, "{language}");
        assert!(!source.contains("\\n"), "a sentence is a line");
    }
}

#[test]
fn both_languages_have_the_same_sentences_in_the_same_order() {
    let names =
        |language| -> Vec<_> { read(language).into_iter().map(|sentence| sentence.name).collect() };
    let english = names("en");
    assert!(english.len() > 200, "only {} sentences were found", english.len());
    assert_eq!(english, names("ko"));
}

#[test]
fn both_languages_fill_in_the_same_values() {
    for (english, korean) in read("en").iter().zip(read("ko")) {
        let both = (placeholders(&english.text), placeholders(&korean.text));
        assert_eq!(both.0, both.1, "{}", english.name);
        // Placeholders count from 0, so a gap is a typing error.
        assert!(both.0.iter().copied().eq(0..both.0.len()), "{}", english.name);
    }
}

#[test]
fn no_sentence_is_empty_or_has_space_around_it() {
    for language in LANGUAGES {
        for Sentence { name, text } in read(language) {
            assert!(!text.is_empty(), "{language} {name}");
            assert_eq!(text.trim(), text, "{language} {name}");
        }
    }
}

#[test]
fn korean_is_korean() {
    // Names, symbols and words that Korean readers know untranslated.
    const SAME: [&str; 6] = [
        "session.app",
        "session.version",
        "agents.id",
        "tokens.by",
        "install.secret_and_helm",
        "failure.said",
    ];
    for Sentence { name, text } in read("ko") {
        let has_hangul = text.chars().any(|letter| ('가'..='힣').contains(&letter));
        assert!(has_hangul || SAME.contains(&name.as_str()), "{name}: {text}");
    }
}

#[test]
fn parses_sentences() {
    let source = "    scope: ScopeText {\n        title: \"A \\\"{0}\\\" {1}\",\n    },\n";
    let found = sentences(source);
    let expected = Sentence { name: "scope.title".into(), text: "A \"{0}\" {1}".into() };
    assert_eq!(found, [expected]);
    assert_eq!(placeholders(&found[0].text), BTreeSet::from([0, 1]));
    assert_eq!(placeholders("{1} of {x} {"), BTreeSet::from([1]));
}

fn read(language: &str) -> Vec<Sentence> {
    sentences(&source(language))
}

fn source(language: &str) -> String {
    fs::read_to_string(root().join("src/text").join(language).with_extension("rs")).unwrap()
}

fn root() -> PathBuf {
    // Read at run time: clones share build results, including this test executable.
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..")
}

/// The numbers of the placeholders.
fn placeholders(text: &str) -> BTreeSet<usize> {
    let insides = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    insides.filter_map(|(inside, _)| inside.parse().ok()).collect()
}
