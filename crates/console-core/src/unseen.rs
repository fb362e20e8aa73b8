//! Makes text from GitLab safe to display.
//!
//! Names and descriptions are untrusted. Characters that are invisible, or that change the text
//! direction, can make one name look like another.

/// The maximum characters displayed of one text: as many as GitLab's longest, a token's
/// description.
pub const SHOWN_MAX: usize = 1024;

/// `text` with every invisible character written out, such as `⟨U+202E⟩`, and cut to [`SHOWN_MAX`]
/// characters with an ellipsis.
#[must_use]
pub fn visible(text: &str) -> String {
    // A text may be megabytes long and little of it displayed.
    let mut shown = String::with_capacity(text.len().min(SHOWN_MAX));
    let mut before = '\0';
    let mut characters = text.chars();
    for _ in 0..SHOWN_MAX {
        let Some(character) = characters.next() else { return shown };
        let is_seen = match character {
            '\u{fe0e}'..='\u{fe0f}' => selects(before, characters.clone().next()),
            _ => !is_unseen(character),
        };
        if is_seen {
            shown.push(character);
        } else {
            push_code_point(&mut shown, character);
        }
        before = character;
    }
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, line and paragraph separators, direction marks (Unicode's `Bidi_Control`),
/// characters without width (`Default_Ignorable_Code_Point`), blank characters, and all spaces that
/// look like the common one. The wide space of Chinese, Japanese and Korean is recognisable by its
/// width.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{a0}' // no-break space
            | '\u{ad}' // soft hyphen
            | '\u{34f}' // combining grapheme joiner
            | '\u{61c}' // Arabic letter mark
            | '\u{115f}'..='\u{1160}' // Hangul fillers
            | '\u{1680}' // Ogham space
            | '\u{17b4}'..='\u{17b5}' // Khmer inherent vowels
            | '\u{180b}'..='\u{180f}' // Mongolian selectors and vowel separator
            | '\u{2000}'..='\u{200f}' // spaces, zero-width space and joiners, direction marks
            | '\u{2028}'..='\u{202f}' // separators, embeddings and overrides, narrow space
            | '\u{205f}'..='\u{206f}' // space, word joiner, invisible operators, isolates
            | '\u{2800}' // Braille pattern blank
            | '\u{3164}' // Hangul filler
            | '\u{fe00}'..='\u{fe0f}' // variation selectors
            | '\u{feff}' // byte order mark
            | '\u{ffa0}' // half-width Hangul filler
            | '\u{fff0}'..='\u{fffb}' // unassigned, interlinear annotation
            | '\u{1bca0}'..='\u{1bca3}' // shorthand formatting
            | '\u{1d173}'..='\u{1d17a}' // musical formatting
            | '\u{e0000}'..='\u{e0fff}' // tags and further selectors
        )
}

/// Whether an invisible text or emoji variation selector takes effect between these two: after a
/// character with both styles, or inside a keycap such as 1️⃣. Elsewhere it would only create a
/// different text with the same appearance.
fn selects(before: char, after: Option<char>) -> bool {
    match before {
        '#' | '*' | '0'..='9' => after == Some('\u{20e3}'),
        '©' | '®' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' => true,
        '\u{2030}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => !is_unseen(before),
        _ => false,
    }
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
            ("a\u{a0}b\u{3000}c", "a⟨U+00A0⟩b\u{3000}c"),
            ("\u{1bca0}", "⟨U+1BCA0⟩"),
            ("❤\u{fe0f} 1\u{fe0f}\u{20e3} 🏳\u{fe0f}", "❤\u{fe0f} 1\u{fe0f}\u{20e3} 🏳\u{fe0f}"),
            ("a\u{fe0f} 1\u{fe0e} ❤\u{fe0f}\u{fe0f}", "a⟨U+FE0F⟩ 1⟨U+FE0E⟩ ❤\u{fe0f}⟨U+FE0F⟩"),
            ("©\u{fe0f} 〰\u{fe0e} ㊙\u{fe0f}", "©\u{fe0f} 〰\u{fe0e} ㊙\u{fe0f}"),
            ("\u{2060}\u{fe0f}", "⟨U+2060⟩⟨U+FE0F⟩"),
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
            let is_seen = |shown: char| !is_unseen(shown) || matches!(shown, '\u{fe0e}' | '\u{fe0f}');
            prop_assert!(shown.chars().all(is_seen));
            prop_assert_eq!(visible(&shown), shown);
        }
    }
}
