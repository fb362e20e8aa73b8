//! Text from GitLab, made safe to look at.
//!
//! Names and descriptions are other people's. Characters that cannot be seen, or that turn the
//! direction of what follows, can make one name look like another.

use std::borrow::Cow;

/// `text` with every character that cannot be seen written out, such as `⟨U+202E⟩`, and cut to
/// `limit` characters of `text`, with an ellipsis where something was cut.
#[must_use]
pub fn visible(text: &str, limit: usize) -> Cow<'_, str> {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(end, _)| end);
    let kept = text.get(..end).unwrap_or(text);
    if end == text.len() && !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(kept.len() + 16);
    for character in kept.chars() {
        if is_unseen(character) {
            push_code_point(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    if end < text.len() {
        shown.push('…');
    }
    Cow::Owned(shown)
}

/// Control characters, line and paragraph separators, marks that turn the direction (Unicode's
/// `Bidi_Control`), and characters that take no place or are empty without being white space.
/// Variation selectors are left alone: emoji are written with them.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' // soft hyphen
            | '\u{34f}' // combining grapheme joiner
            | '\u{61c}' // Arabic letter mark
            | '\u{115f}'..='\u{1160}' // Hangul fillers
            | '\u{17b4}'..='\u{17b5}' // Khmer inherent vowels
            | '\u{180b}'..='\u{180f}' // Mongolian selectors and vowel separator
            | '\u{200b}'..='\u{200f}' // zero-width space and joiners, direction marks
            | '\u{2028}'..='\u{202e}' // separators, embeddings and overrides
            | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates
            | '\u{2800}' // Braille pattern blank
            | '\u{3164}' // Hangul filler
            | '\u{feff}' // byte order mark
            | '\u{ffa0}' // half-width Hangul filler
            | '\u{fff0}'..='\u{fffb}' // unassigned, interlinear annotation
            | '\u{1d173}'..='\u{1d17a}' // musical formatting
            | '\u{e0000}'..='\u{e0fff}' // tags and further selectors
        )
}

fn push_code_point(text: &mut String, character: char) {
    text.push_str("⟨U+");
    let value = u32::from(character);
    let digits = (8 - value.leading_zeros() / 4).max(4);
    for place in (0..digits).rev() {
        let digit = char::from_digit(value >> (4 * place) & 15, 16).unwrap_or('0');
        text.push(digit.to_ascii_uppercase());
    }
    text.push('⟩');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shows_what_hides() {
        for (text, shown) in [
            ("edge-seoul", "edge-seoul"),
            ("운영 클러스터 🚀️", "운영 클러스터 🚀️"),
            ("a\u{202e}b", "a⟨U+202E⟩b"),
            ("a\u{200b}", "a⟨U+200B⟩"),
            ("\n\u{0}\u{7f}", "⟨U+000A⟩⟨U+0000⟩⟨U+007F⟩"),
            ("\u{e0041}", "⟨U+E0041⟩"),
            ("\u{1d173}", "⟨U+1D173⟩"),
            ("<b>&amp;", "<b>&amp;"),
        ] {
            assert_eq!(visible(text, 100), shown);
        }
    }

    #[test]
    fn cuts_by_characters() {
        assert_eq!(visible("에이전트", 4), "에이전트");
        assert_eq!(visible("에이전트", 2), "에이…");
        assert_eq!(visible("a\u{202e}bc", 2), "a⟨U+202E⟩…");
        assert_eq!(visible("abc", 0), "…");
        assert_eq!(visible("", 0), "");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(visible("edge-seoul", 10), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_unseen_is_left(text in any::<String>(), limit in 0_usize..50) {
            let shown = visible(&text, limit);
            prop_assert!(!shown.chars().any(is_unseen));
            prop_assert_eq!(visible(&shown, usize::MAX), shown.as_ref());
        }
    }
}
