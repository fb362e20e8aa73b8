//! Install commands, made from GitLab's values and parsed as a shell does.

use crate::text;
use console_core::install::{InlineCommand, Install, Purpose, quote, uninstall};

const SECRET: &str = "glagent-AbCdEf_1-2.01.0w1";

/// An agent's name, the agent server's address and its version, one per line: each only ever
/// appears as a value.
pub fn install(bytes: &[u8]) {
    let text = text(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut next = || lines.next();
    let install = Install {
        agent_name: next().unwrap_or_default(),
        purpose: Purpose::Installation,
        is_receptive: false,
        kas_address: next(),
        kas_version: next(),
        is_gitlab_com: false,
    };
    for purpose in [Purpose::Installation, Purpose::Rotation] {
        for is_receptive in [false, true] {
            check(&Install { purpose, is_receptive, ..install });
        }
    }
    // Only the name comes from GitLab.
    let count = script(&uninstall("a")).len();
    assert_eq!(script(&uninstall(install.agent_name)).len(), count);
    if !text.contains('\0') {
        assert_eq!(words(&quote(&text)), [text.as_str()]);
    }
}

fn check(install: &Install<'_>) {
    let asking = script(&install.secret_and_helm());
    // The simplest values give this many words; the image's version adds two.
    let plain = Install { agent_name: "a", kas_address: Some("b"), kas_version: None, ..*install };
    let count = script(&plain.secret_and_helm()).len();
    assert!([count, count + 2].contains(&asking.len()), "{} words", asking.len());
    check_values(&asking, install);

    let InlineCommand { before, after } = install.helm_inline();
    assert!(InlineCommand::takes(SECRET));
    let inline = script(&[&before, SECRET, &after].concat());
    assert!(inline.contains(&format!("config.token={SECRET}")));
    check_values(&inline, install);
}

/// The words of the script in the command's single argument.
fn script(command: &str) -> Vec<String> {
    let command = words(command);
    let [shell, option, script] = command.as_slice() else {
        assert_eq!(command, ["bash", "-euc", "one argument"]);
        return Vec::new();
    };
    assert_eq!((shell.as_str(), option.as_str()), ("bash", "-euc"));
    assert!(!script.contains('\0'));
    script_words(script)
}

/// The words of a command, by an independent parser of POSIX quoting.
fn words(command: &str) -> Vec<String> {
    let words = shlex::split(command);
    assert!(words.is_some(), "not closed: {command}");
    words.unwrap_or_default()
}

/// The words of several lines. The parser turns a line continuation into a word; values contain no
/// line breaks, so removing it changes none.
fn script_words(script: &str) -> Vec<String> {
    words(&script.replace("\\\n", " "))
}

/// Checks the only value that is not from our own alphabet.
fn check_values(words: &[String], install: &Install<'_>) {
    let addresses: Vec<_> =
        words.iter().filter_map(|word| word.strip_prefix("config.kasAddress=")).collect();
    if install.purpose == Purpose::Rotation || install.is_receptive {
        assert!(addresses.is_empty());
        return;
    }
    let known = install.usable_kas_address().unwrap_or("KAS_ADDRESS_OF_YOUR_GITLAB");
    let helm_reads: Vec<_> = addresses.iter().map(|value| helm_value(value)).collect();
    assert_eq!(helm_reads, [Some(known.to_owned())]);
    assert!(known.bytes().all(|byte| byte.is_ascii_graphic()));
}

/// The value of Helm's `--set`, if it is exactly one.
fn helm_value(text: &str) -> Option<String> {
    let mut value = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => value.push(letters.next()?),
            ',' | '{' | '}' => return None,
            _ => value.push(letter),
        }
    }
    Some(value)
}
