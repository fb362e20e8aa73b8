//! The rules for names, checked while they are typed, and the name suggested for a token.

use crate::timestamp::Timestamp;

/// The longest name of an agent, in characters.
pub const AGENT_NAME_MAX: usize = 63;
/// The longest name of a token, in characters.
pub const TOKEN_NAME_MAX: usize = 255;
/// The longest description of a token, in characters.
pub const TOKEN_DESCRIPTION_MAX: usize = 1024;

/// Why GitLab would refuse an agent's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentNameProblem {
    /// There is none.
    Empty,
    /// This character is none of `a` to `z`, `0` to `9` and `-`.
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
    /// The project has an agent of that name.
    Taken,
}

/// Why GitLab would refuse a token's name or description.
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

/// A name for a new token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedName {
    /// The name, such as `edge-seoul-20261102-x7k2m9`.
    pub name: String,
    /// Its last part, by which the token is recognised whose reply was lost.
    pub marker: String,
}

/// Checks an agent's name: an RFC 1123 label (lower-case letters, digits and `-`, the latter neither
/// first nor last) of at most 63 characters, as GitLab's model asks for. `is_taken` tells whether the
/// project already has an agent of that name.
///
/// # Errors
/// The first problem, in the order in which a person mends them.
pub fn check_agent_name(name: &str, is_taken: bool) -> Result<(), AgentNameProblem> {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
    if name.is_empty() {
        return Err(AgentNameProblem::Empty);
    }
    if let Some(letter) = name.chars().find(|&letter| !allowed(letter)) {
        return Err(AgentNameProblem::BadCharacter(letter));
    }
    if name.starts_with('-') {
        return Err(AgentNameProblem::BadStart);
    }
    if name.ends_with('-') {
        return Err(AgentNameProblem::BadEnd);
    }
    if let Some(by) = excess(name, AGENT_NAME_MAX) {
        return Err(AgentNameProblem::TooLong { by });
    }
    if is_taken { Err(AgentNameProblem::Taken) } else { Ok(()) }
}

/// Checks a token's name: not blank, at most 255 characters. It need not be unique.
///
/// # Errors
/// What is wrong with it.
pub fn check_token_name(name: &str) -> Result<(), TokenTextProblem> {
    if name.trim().is_empty() {
        return Err(TokenTextProblem::Blank);
    }
    excess(name, TOKEN_NAME_MAX).map_or(Ok(()), |by| Err(TokenTextProblem::TooLong { by }))
}

/// Checks a token's description: at most 1024 characters. It may be empty.
///
/// # Errors
/// [`TokenTextProblem::TooLong`].
pub fn check_token_description(text: &str) -> Result<(), TokenTextProblem> {
    excess(text, TOKEN_DESCRIPTION_MAX).map_or(Ok(()), |by| Err(TokenTextProblem::TooLong { by }))
}

/// `{agent}-YYYYMMDD-xxxxxx`, with the date of `now` (UTC) and six characters made from the lowest
/// 30 bits of `random`.
#[must_use]
pub fn suggest_token_name(agent: &str, now: Timestamp, random: u64) -> SuggestedName {
    let marker = marker(random);
    let date = now.compact_date();
    let room = TOKEN_NAME_MAX.saturating_sub(date.len() + marker.len() + 2);
    let mut name: String = agent.chars().take(room).collect();
    for part in [&date, &marker] {
        name.push('-');
        name.push_str(part);
    }
    SuggestedName { name, marker }
}

/// Lower-case letters and digits without those that look alike: `0` and `o`, `1` and `l`.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

fn marker(random: u64) -> String {
    let letter = |place: u32| {
        let index = (random >> (5 * place)) as usize & (ALPHABET.len() - 1);
        ALPHABET.get(index).map(|&byte| char::from(byte))
    };
    (0..6).filter_map(letter).collect()
}

/// By how many characters `text` is longer than `max`. GitLab counts characters, not bytes.
fn excess(text: &str, max: usize) -> Option<usize> {
    text.chars().count().checked_sub(max).filter(|&by| by > 0)
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
            ("a", Ok(())),
            ("7", Ok(())),
            ("edge-seoul", Ok(())),
            ("a--b", Ok(())),
            (&long[..63], Ok(())),
            (&long[..64], Err(TooLong { by: 1 })),
            (&long, Err(TooLong { by: 2 })),
            ("", Err(Empty)),
            ("-edge", Err(BadStart)),
            ("-", Err(BadStart)),
            ("edge-", Err(BadEnd)),
            ("Edge", Err(BadCharacter('E'))),
            ("edge_1", Err(BadCharacter('_'))),
            ("edge.1", Err(BadCharacter('.'))),
            ("edge ", Err(BadCharacter(' '))),
            ("edge\n", Err(BadCharacter('\n'))),
            ("서울", Err(BadCharacter('서'))),
        ] {
            assert_eq!(check_agent_name(name, false), answer, "{name}");
        }
        assert_eq!(check_agent_name("edge", true), Err(Taken));
        assert_eq!(check_agent_name("edge-", true), Err(BadEnd));
    }

    #[test]
    fn token_texts_have_a_length() {
        use TokenTextProblem::{Blank, TooLong};
        assert_eq!(check_token_name("운영 2026"), Ok(()));
        assert_eq!(check_token_name(&"운".repeat(255)), Ok(()));
        assert_eq!(check_token_name(&"운".repeat(257)), Err(TooLong { by: 2 }));
        assert_eq!(check_token_name(" \t\u{3000}"), Err(Blank));
        assert_eq!(check_token_name(""), Err(Blank));
        assert_eq!(check_token_description(""), Ok(()));
        assert_eq!(check_token_description(&"x".repeat(1024)), Ok(()));
        assert_eq!(check_token_description(&"x".repeat(1025)), Err(TooLong { by: 1 }));
    }

    #[test]
    fn suggests_agent_date_and_marker() {
        let now = Timestamp::parse_rfc3339("2026-11-02T23:59:59Z").unwrap();
        let suggested = suggest_token_name("edge-seoul", now, 0);
        assert_eq!(suggested.name, "edge-seoul-20261102-222222");
        assert_eq!(suggested.marker, "222222");
        assert_eq!(suggest_token_name("a", now, 0b11111).marker, "z22222");
        assert_eq!(suggest_token_name("a", now, u64::MAX).marker, "zzzzzz");
    }

    proptest! {
        #[test]
        fn suggested_names_are_valid(agent in "[a-z0-9]{1,300}", random in any::<u64>()) {
            let now = Timestamp::from_millis(1_800_000_000_000);
            let suggested = suggest_token_name(&agent, now, random);
            prop_assert_eq!(check_token_name(&suggested.name), Ok(()));
            prop_assert!(suggested.name.ends_with(&suggested.marker));
            prop_assert_eq!(suggested.marker.len(), 6);
        }

        #[test]
        fn different_bits_make_different_markers(one in 0_u64..1 << 30, other in 0_u64..1 << 30) {
            prop_assert_eq!(marker(one) == marker(other), one == other);
        }
    }
}
