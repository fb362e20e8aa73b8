//! Validates names while they are typed, and suggests a token's name.

use crate::timestamp::Timestamp;

/// The longest name of an agent, in characters.
pub const AGENT_NAME_MAX: usize = 63;
/// The longest name of a token, in characters.
pub const TOKEN_NAME_MAX: usize = 255;
/// The longest description of a token, in characters.
pub const DESCRIPTION_MAX: usize = 1024;

/// Why GitLab would reject an agent's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentNameProblem {
    /// It is empty.
    Empty,
    /// This character is not one of `a` to `z`, `0` to `9` and `-`.
    BadCharacter(char),
    /// It begins with `-`.
    BadStart,
    /// It ends with `-`.
    BadEnd,
    /// It is longer than [`AGENT_NAME_MAX`].
    TooLong {
        /// By how many characters.
        by: usize,
    },
    /// The project already has an agent of that name.
    Taken,
}

/// Why GitLab would reject a token's name or description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenTextProblem {
    /// A name of white space only.
    Blank,
    /// It is too long.
    TooLong {
        /// By how many characters.
        by: usize,
    },
}

/// What GitLab would reject in an agent's name, which must be an RFC 1123 label (lower-case
/// letters, digits and `-`, not starting or ending with `-`) of at most 63 characters. `is_taken`:
/// the project already has an agent of that name. Of several problems, the one to fix first.
#[must_use]
pub fn agent_name_problem(name: &str, is_taken: bool) -> Option<AgentNameProblem> {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
    if name.is_empty() {
        return Some(AgentNameProblem::Empty);
    }
    if let Some(letter) = name.chars().find(|&letter| !allowed(letter)) {
        return Some(AgentNameProblem::BadCharacter(letter));
    }
    if name.starts_with('-') {
        return Some(AgentNameProblem::BadStart);
    }
    if name.ends_with('-') {
        return Some(AgentNameProblem::BadEnd);
    }
    if let Some(by) = excess(name, AGENT_NAME_MAX) {
        return Some(AgentNameProblem::TooLong { by });
    }
    is_taken.then_some(AgentNameProblem::Taken)
}

/// What GitLab would reject in a token's name: it must not be blank or longer than 255 characters.
/// It need not be unique.
#[must_use]
pub fn token_name_problem(name: &str) -> Option<TokenTextProblem> {
    if name.trim().is_empty() {
        return Some(TokenTextProblem::Blank);
    }
    excess(name, TOKEN_NAME_MAX).map(|by| TokenTextProblem::TooLong { by })
}

/// What GitLab would reject in a token's description: it must not be longer than 1024 characters.
#[must_use]
pub fn description_problem(text: &str) -> Option<TokenTextProblem> {
    excess(text, DESCRIPTION_MAX).map(|by| TokenTextProblem::TooLong { by })
}

/// Suggests a token name, `{agent}-YYYYMMDD-xxxxxx`, with the date of `now` (UTC) and six
/// characters made from the lowest 30 bits of `random`. Also returns these six, the marker that
/// identifies the token if the reply is lost.
#[must_use]
pub fn suggest_token_name(agent: &str, now: Timestamp, random: u64) -> (String, String) {
    let marker = marker(random);
    let date = now.compact_date();
    let room = TOKEN_NAME_MAX.saturating_sub(date.len() + marker.len() + 2);
    let mut name: String = agent.chars().take(room).collect();
    for part in [&date, &marker] {
        name.push('-');
        name.push_str(part);
    }
    (name, marker)
}

/// Lower-case letters and digits without look-alikes: `0` and `o`, `1` and `l`.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

fn marker(random: u64) -> String {
    let letter = |place: u32| {
        let index = (random >> (5 * place)) as usize & (ALPHABET.len() - 1);
        ALPHABET.get(index).map(|&byte| char::from(byte))
    };
    (0..6).filter_map(letter).collect()
}

/// Whether `text` has the form of a marker.
pub(crate) fn is_marker(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// How many characters `text` exceeds `max` by. GitLab counts characters, not bytes.
fn excess(text: &str, max: usize) -> Option<usize> {
    text.chars().count().checked_sub(max).filter(|&by| by > 0)
}

/// Whether `name` contains an order's marker; an empty marker never matches.
pub(crate) fn carries_marker(name: &str, marker: &str) -> bool {
    // The standard library's substring search adds 3 KB and is made for longer texts.
    let mut parts = name.as_bytes().windows(marker.len().max(1));
    !marker.is_empty() && parts.any(|part| part == marker.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agent_names_are_dns_labels() {
        use AgentNameProblem::{BadCharacter, BadEnd, BadStart, Empty, Taken, TooLong};
        let long = "a".repeat(65);
        for (name, answer) in [
            ("a", None),
            ("7", None),
            ("edge-seoul", None),
            ("a--b", None),
            (&long[..63], None),
            (&long[..64], Some(TooLong { by: 1 })),
            (&long, Some(TooLong { by: 2 })),
            ("", Some(Empty)),
            ("-edge", Some(BadStart)),
            ("-", Some(BadStart)),
            ("edge-", Some(BadEnd)),
            ("Edge", Some(BadCharacter('E'))),
            ("edge_1", Some(BadCharacter('_'))),
            ("edge.1", Some(BadCharacter('.'))),
            ("edge ", Some(BadCharacter(' '))),
            ("edge\n", Some(BadCharacter('\n'))),
            ("서울", Some(BadCharacter('서'))),
        ] {
            assert_eq!(agent_name_problem(name, false), answer, "{name}");
        }
        assert_eq!(agent_name_problem("edge", true), Some(Taken));
        assert_eq!(agent_name_problem("edge-", true), Some(BadEnd));
    }

    #[test]
    fn token_texts_have_a_length() {
        use TokenTextProblem::{Blank, TooLong};
        assert_eq!(token_name_problem("운영 2026"), None);
        assert_eq!(token_name_problem(&"운".repeat(255)), None);
        assert_eq!(token_name_problem(&"운".repeat(257)), Some(TooLong { by: 2 }));
        assert_eq!(token_name_problem(" \t\u{3000}"), Some(Blank));
        assert_eq!(token_name_problem(""), Some(Blank));
        assert_eq!(description_problem(""), None);
        assert_eq!(description_problem(&"x".repeat(1024)), None);
        assert_eq!(description_problem(&"x".repeat(1025)), Some(TooLong { by: 1 }));
    }

    #[test]
    fn suggests_agent_date_and_marker() {
        let now = Timestamp::parse_rfc3339("2026-11-02T23:59:59Z").unwrap();
        let (name, marker) = suggest_token_name("edge-seoul", now, 0);
        assert_eq!(name, "edge-seoul-20261102-222222");
        assert_eq!(marker, "222222");
        assert_eq!(suggest_token_name("a", now, 0b11111).1, "z22222");
        assert_eq!(suggest_token_name("a", now, u64::MAX).1, "zzzzzz");
        let longest = suggest_token_name(&"가".repeat(300), now, 0).0;
        assert_eq!(longest, "가".repeat(239) + "-20261102-222222");
    }

    proptest! {
        #[test]
        fn suggested_names_are_valid(agent in "[a-z0-9]{1,300}", random in any::<u64>()) {
            let now = Timestamp::from_millis(1_800_000_000_000);
            let (name, marker) = suggest_token_name(&agent, now, random);
            prop_assert_eq!(token_name_problem(&name), None);
            prop_assert!(name.ends_with(&marker));
            prop_assert_eq!(marker.len(), 6);
        }

        #[test]
        fn different_bits_make_different_markers(one in 0_u64..1 << 30, other in 0_u64..1 << 30) {
            prop_assert_eq!(marker(one) == marker(other), one == other);
        }
    }
}
