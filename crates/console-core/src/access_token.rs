//! Personal access tokens that are safe to send in a header.

use crate::secret::Secret;
use std::fmt;

/// The longest token, in bytes. GitLab's own have fewer than 300; web servers accept headers of a
/// few thousand.
const LONGEST: usize = 1024;

/// A personal access token, made only of characters that GitLab uses in tokens, so any header can
/// hold it. Nothing else is stored or sent as a token.
pub struct AccessToken(Secret);

/// Why a text is not a personal access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// It is empty.
    Empty,
    /// It contains this character, which no token has.
    Character(char),
    /// It is longer than any token.
    TooLong,
}

impl AccessToken {
    /// Reads a stored token, which must be exactly `text`.
    ///
    /// # Errors
    ///
    /// Why `text` is not a token.
    pub fn new(text: Secret) -> Result<Self, TokenError> {
        let shown = text.expose();
        if shown.is_empty() {
            return Err(TokenError::Empty);
        }
        if shown.len() > LONGEST {
            return Err(TokenError::TooLong);
        }
        match shown.chars().find(|character| !is_of_token(*character)) {
            Some(other) => Err(TokenError::Character(other)),
            None => Ok(Self(text)),
        }
    }

    /// Extracts the token from pasted text: drops white space and invisible characters, surrounding
    /// quotes, and the name of the header it was copied from.
    ///
    /// # Errors
    ///
    /// Why the rest is not a token.
    pub fn from_pasted(text: &str) -> Result<Self, TokenError> {
        let around = |character| is_unseen(character) || is_quote(character);
        let mut rest = text.trim_matches(around);
        while let Some(after) = after_header(rest) {
            rest = after.trim_matches(around);
        }
        Self::new(Secret::new(rest.chars().filter(|character| !is_unseen(*character)).collect()))
    }

    /// The token itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The characters that GitLab's settings allow in a token's prefix; the part after it uses fewer.
const fn is_of_token(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '_' | '+' | '=' | '/' | '@' | ':' | '.' | '-')
}

/// White space, control characters and invisible characters, such as zero-width spaces and
/// byte-order marks.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

const fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‚'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
    )
}

/// The rest of `text` after a leading header name or `Bearer`.
fn after_header(text: &str) -> Option<&str> {
    let after = |name: &str| {
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then_some(rest)
    };
    // A token may itself begin with this word, if no space follows.
    let bearer = || after("Bearer").filter(|rest| rest.starts_with(is_unseen));
    after("PRIVATE-TOKEN:").or_else(|| after("Authorization:")).or_else(bearer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "glpat-aB3_dE-6gH9jK2mN5pQ8.01.0w1abcdef";

    fn pasted(text: &str) -> Result<String, TokenError> {
        AccessToken::from_pasted(text).map(|token| token.expose().to_owned())
    }

    #[test]
    fn what_no_token_has_is_taken_away() {
        for (before, after) in [
            ("", ""),
            (" \t", "\r\n"),
            ("\u{feff}", "\u{200b}"),
            ("\u{200e}", "\0"),
            ("\u{a0}", "\u{3000}"),
            ("\"", "\""),
            ("'", "'\n"),
            ("\u{201c}", "\u{201d}"),
            ("PRIVATE-TOKEN: ", ""),
            ("Private-Token:", "\""),
            ("\"PRIVATE-TOKEN: '", "'"),
            ("Bearer ", ""),
            ("Authorization: bearer\u{a0}", ""),
        ] {
            assert_eq!(pasted(&[before, TOKEN, after].concat()).as_deref(), Ok(TOKEN));
        }
        let (start, end) = TOKEN.split_at(9);
        for between in [" ", "\n", "\u{200b}", "\u{ad}", "\u{e0061}"] {
            assert_eq!(pasted(&[start, between, end].concat()).as_deref(), Ok(TOKEN));
        }
    }

    #[test]
    fn a_token_may_have_any_prefix_that_gitlab_allows() {
        for token in ["Bearer", "my@company.example:token+of/a=b-1", "glpat-x", "0"] {
            assert_eq!(pasted(token).as_deref(), Ok(token));
        }
    }

    #[test]
    fn what_is_left_is_named() {
        for (text, error) in [
            ("", TokenError::Empty),
            (" \u{200b}\u{feff}\n", TokenError::Empty),
            ("\"\"", TokenError::Empty),
            ("PRIVATE-TOKEN: ", TokenError::Empty),
            ("glpat\u{2013}abc", TokenError::Character('\u{2013}')),
            ("glpat-가나다", TokenError::Character('가')),
            ("glpat-é", TokenError::Character('é')),
            ("glpat-a\"b", TokenError::Character('"')),
            ("glpat-a\u{1f600}", TokenError::Character('\u{1f600}')),
            ("a;b", TokenError::Character(';')),
        ] {
            assert_eq!(pasted(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn no_token_is_as_long_as_a_page() {
        let long = "a".repeat(LONGEST);
        assert_eq!(pasted(&long).as_ref(), Ok(&long));
        for length in [LONGEST + 1, 20_000, 1_000_000] {
            assert_eq!(pasted(&"a".repeat(length)), Err(TokenError::TooLong));
        }
        // White space does not count towards the length.
        assert_eq!(pasted(&(" ".repeat(100_000) + &long)).as_ref(), Ok(&long));
    }

    #[test]
    fn what_was_stored_is_taken_as_it_is_or_not_at_all() {
        let stored = |text: &str| AccessToken::new(Secret::new(text.to_owned())).map(drop);
        assert_eq!(stored(TOKEN), Ok(()));
        assert_eq!(stored(""), Err(TokenError::Empty));
        assert_eq!(stored(" glpat-x"), Err(TokenError::Character(' ')));
        assert_eq!(stored("glpat-x\u{200b}"), Err(TokenError::Character('\u{200b}')));
    }

    #[test]
    fn debug_does_not_show_the_token() {
        let token = AccessToken::from_pasted(TOKEN).unwrap();
        assert_eq!(format!("{token:?}"), "[redacted]");
    }

    proptest! {
        /// Any header can hold visible ASCII.
        #[test]
        fn whatever_goes_in_what_comes_out_can_be_sent(text in any::<String>()) {
            if let Ok(token) = pasted(&text) {
                prop_assert!(!token.is_empty() && token.len() <= LONGEST);
                prop_assert!(token.bytes().all(|byte| byte.is_ascii_graphic()), "{token:?}");
                prop_assert!(AccessToken::new(Secret::new(token)).is_ok());
            }
        }

        #[test]
        fn extracts_a_token_from_surrounding_text(
            token in "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,60}",
            before in "[ \t\n\u{200b}\u{feff}\u{2060}\"'`\u{201c}]{0,4}",
            header in "(PRIVATE-TOKEN: ?|[Bb]earer |Authorization: Bearer )?",
            after in "[ \r\n\0\u{200d}\u{ad}\"'\u{201d}]{0,4}",
        ) {
            prop_assert_eq!(pasted(&[&*before, &*header, &*token, &*after].concat()), Ok(token));
        }

        #[test]
        fn rejects_every_other_character(character in any::<char>()) {
            let text = String::from_iter(['a', character, 'b']);
            match pasted(&text) {
                Ok(token) => prop_assert!(token == "ab" || token == text),
                Err(error) => prop_assert_eq!(error, TokenError::Character(character)),
            }
        }
    }
}
