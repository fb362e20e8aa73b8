//! Several hundred hostile strings through everything that processes GitLab's texts: display,
//! install commands, names, addresses, the table.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;

use console_core::address::Address;
use console_core::agents::{AgentTable, Filter, Sort};
use console_core::install::{
    InlineCommand, Install, Purpose, namespace, quote, release, uninstall,
};
use console_core::model::{Agent, AgentId, Creator, ProjectId, ProjectIdentity};
use console_core::names::{agent_name_problem, suggest_token_name, token_name_problem};
use console_core::timestamp::Timestamp;
use console_core::unseen::{SHOWN_MAX, visible};
use corpus::{pairs, texts};
use regex::Regex;
use std::collections::BTreeSet;

const NOW: Timestamp = Timestamp::from_millis(1_650_000_000_000);

/// Invisible characters according to Unicode's own properties, and two without them (Braille's
/// blank, annotation marks). Emoji selectors are allowed, and so is the wide space of Chinese,
/// Japanese and Korean.
const UNSEEN: &str = r"(?x)
    [[\p{Cc}\p{Zl}\p{Zp}\p{Zs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}
    \u{2800}\u{fff9}-\u{fffb}]--[\ \u{3000}\u{fe0e}\u{fe0f}]]";

#[test]
fn the_corpus_is_large_enough() {
    let texts = texts();
    let different: BTreeSet<_> = texts.iter().map(|(_, text)| text).collect();
    assert!(different.len() >= 300, "{}", different.len());
    assert_eq!(different.len(), texts.len(), "a string is there twice");
    let classes: BTreeSet<_> = texts.iter().map(|(class, _)| class).collect();
    assert!(classes.len() >= 16, "{classes:?}");
    assert!(texts.iter().any(|(_, text)| text.len() >= 1 << 20));
}

#[test]
fn nothing_unseen_is_shown_and_nothing_else_is_changed() {
    let unseen = Regex::new(UNSEEN).unwrap();
    for (class, text) in texts() {
        let shown = visible(&text);
        assert!(!unseen.is_match(&shown), "{class}: {shown:?}");
        assert!(shown.chars().count() <= SHOWN_MAX * 10 + 1, "{class}");
        let selects = text.contains(['\u{fe0e}', '\u{fe0f}']);
        if !unseen.is_match(&text) && !selects && text.chars().count() <= SHOWN_MAX {
            assert_eq!(shown, text, "{class}");
        }
    }
}

/// Every character, so that a new exception cannot miss one.
#[test]
fn every_character_is_seen_or_written_out() {
    let unseen = Regex::new(UNSEEN).unwrap();
    for character in char::MIN..=char::MAX {
        let shown = visible(character.encode_utf8(&mut [0; 4]));
        assert!(!unseen.is_match(&shown), "{character:?}");
        assert!(!matches!(&*shown, "\u{fe0e}" | "\u{fe0f}"), "{character:?} after nothing");
    }
}

#[test]
fn look_alikes_are_told_apart_where_the_difference_is_unseen() {
    let pairs_unseen = pairs("unseen");
    assert!(pairs_unseen.len() >= 10);
    for (one, other) in pairs_unseen {
        let is_plain = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(is_plain(&one), "{one:?}");
        assert_ne!(visible(&one), visible(&other));
        assert!(visible(&other).contains("⟨U+"), "{other:?}");
    }
    // Look-alike letters of two scripts stay as they are: ids tell the names apart.
    for (one, other) in pairs("homoglyphs") {
        assert_ne!(one, other);
        assert_eq!((visible(&one), visible(&other)), (one, other));
    }
}

#[test]
fn a_command_takes_each_of_them_for_a_value() {
    let plain = words(&install("edge", "wss://kas").secret_and_helm());
    let count = script(&plain[2]).len();
    let removal_count = script(&words(&uninstall("edge"))[2]).len();
    for (class, text) in texts() {
        let install = install(&text, &text);
        let command = words(&install.secret_and_helm());
        assert_eq!((command.len(), &*command[0], &*command[1]), (3, "bash", "-euc"), "{class}");
        let words = script(&command[2]);
        assert_eq!(words.len(), count, "{class}: {text:?}");
        let InlineCommand { before, after } = install.helm_inline();
        let inline = script(&self::words(&[&before, "glagent-a", &after].concat())[2]);
        assert!(inline.contains(&"config.token=glagent-a".to_owned()), "{class}");
        for words in [words, inline] {
            let address = words.iter().filter(|word| word.starts_with("config.kasAddress="));
            assert_eq!(address.count(), 1, "{class}: {text:?}");
        }
        let removal = script(&self::words(&uninstall(&text))[2]);
        assert_eq!(removal.len(), removal_count, "{class}");
        if !text.contains('\0') {
            assert_eq!(self::words(&quote(&text)), [text], "{class}");
        }
    }
}

/// With real shells; the test above trusts a parser of POSIX quoting.
#[cfg(unix)]
#[test]
fn a_shell_parses_each_string_unchanged() {
    let may_be_an_argument = |text: &String| !text.contains('\0') && text.len() < 10_000;
    let texts: Vec<_> =
        texts().into_iter().map(|(_, text)| text).filter(may_be_an_argument).collect();
    assert!(texts.len() >= 300);
    for texts in texts.chunks(100) {
        let quoted: Vec<_> = texts.iter().map(|text| quote(text)).collect();
        let command = format!("printf '%s\\0' {}", quoted.join(" "));
        let printed = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
        let words: Vec<_> = printed.stdout.split(|&byte| byte == 0).collect();
        let expected: Vec<_> = texts.iter().map(String::as_bytes).chain([&b""[..]]).collect();
        assert_eq!(words, expected);
    }
}

#[test]
fn names_made_of_them_are_accepted() {
    for (class, text) in texts() {
        for label in [namespace(&text), release(&text)] {
            assert_eq!(agent_name_problem(&label, false), None, "{class}: {label}");
        }
        let (name, marker) = suggest_token_name(&text, NOW, 7);
        assert_eq!(token_name_problem(&name), None, "{class}");
        assert!(name.ends_with(&marker), "{class}");
    }
}

#[test]
fn an_address_contains_each_string_completely_or_not_at_all() {
    for (class, text) in texts() {
        let typed =
            Address { filter: text.clone(), gitlab: Some(text.clone()), ..Address::default() };
        let hash = typed.to_hash();
        assert!(hash.bytes().all(|byte| byte.is_ascii_graphic()), "{class}: {hash}");
        assert!(!hash.contains("glpat-A") && !hash.contains("glagent-A"), "{class}: {hash}");
        let read = Address::parse(&hash);
        assert_eq!(read.to_hash(), hash, "{class}");
        let credentials = ["glpat-A", "glagent-A", "glptt-0"];
        let is_credential = credentials.iter().any(|start| text.contains(start));
        let expected = if is_credential { "" } else { &text };
        assert_eq!(read.filter, expected, "{class}");
    }
}

#[test]
fn the_table_keeps_and_finds_each_string() {
    let mut table = AgentTable::new();
    // Every search scans all of them, and megabyte texts would take most of the time.
    let texts: Vec<_> = texts().into_iter().filter(|(_, text)| text.len() < 10_000).collect();
    for (id, (_, name)) in (0..).zip(&texts) {
        table.add(Agent {
            id: AgentId(id),
            name: name.clone(),
            project: ProjectIdentity { id: ProjectId(1), path: "hostile/agents".to_owned() },
            created_at: None,
            created_by: Creator::Deleted,
            is_receptive: None,
        });
    }
    let mut found = |filter: &str| table.arrange(&Filter::parse(filter), Sort::default(), NOW).rows;
    assert_eq!(found("").len(), texts.len());
    for (row, (class, name)) in (0..).zip(&texts) {
        // A word in quotation marks is never a term.
        let is_word = |word: &&str| !word.contains('"');
        let Some(word) = name.split_whitespace().find(is_word) else { continue };
        assert!(found(&format!("name:\"{word}\"")).contains(&row), "{class}: {word:?}");
    }
    for (row, (class, name)) in (0..).zip(&texts) {
        assert_eq!(table.row(row).unwrap().name, name, "{class}");
        assert!(table.has_name(ProjectId(1), name), "{class}");
    }
}

fn install<'a>(name: &'a str, address: &'a str) -> Install<'a> {
    Install {
        agent_name: name,
        purpose: Purpose::Installation,
        is_receptive: false,
        kas_address: Some(address),
        kas_version: Some(name),
        is_gitlab_com: false,
    }
}

/// The words of a command, by an independent parser of POSIX quoting.
fn words(command: &str) -> Vec<String> {
    shlex::split(command).unwrap()
}

/// The words of several lines. The parser turns the line continuation into a word.
fn script(script: &str) -> Vec<String> {
    words(&script.replace("\\\n", " "))
}
