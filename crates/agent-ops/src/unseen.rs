//! Text from GitLab, made safe to look at.
//!
//! Names and descriptions are other people's. Characters that cannot be seen, or that turn the
//! direction of what follows, can make one name look like another.

/// The most characters that are shown of one text. GitLab's longest, a token's description, has as
/// many.
pub const SHOWN_MAX: usize = 1024;

/// `text` with every character that cannot be seen written out, such as `⟨U+202E⟩`, and with an
/// ellipsis in place of what follows its first [`SHOWN_MAX`] characters.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN_MAX {
            shown.push('…');
            break;
        }
        if is_unseen(character) {
            push_code_point(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    shown
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
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn cuts_by_characters() {
        let longest = "트".repeat(SHOWN_MAX);
        assert_eq!(visible(&longest), longest);
        let mut longer = longest.clone();
        longer.push('x');
        assert_eq!(visible(&longer).strip_suffix('…'), Some(longest.as_str()));
    }

    proptest! {
        #[test]
        fn nothing_unseen_is_left(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(is_unseen));
            prop_assert_eq!(visible(&shown), shown);
        }
    }
}
