//! Untrusted text, made safe to display.

use crate::oracle::check_seen;
use crate::text;
use console_core::unseen::{SHOWN_MAX, visible as shown};

/// The maximum characters that stand for one: `⟨U+10FFFF⟩`.
const LONGEST_ESCAPE: usize = 10;

/// A text: nothing invisible is left, nothing visible is changed, and the result is short.
pub fn visible(bytes: &[u8]) {
    let text = text(bytes);
    let seen = shown(&text);
    check_seen(&seen);
    assert!(seen.chars().count() <= SHOWN_MAX * LONGEST_ESCAPE + 1);
    assert_eq!(seen.ends_with('…'), text.ends_with('…') || text.chars().count() > SHOWN_MAX);
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && text.len() <= SHOWN_MAX {
        assert_eq!(seen, text);
    }
    // An added invisible character gives a text that looks different.
    for hidden in ['\u{200b}', '\u{202e}', '\u{fe0f}', '\u{0}'] {
        let longer: String = text.chars().take(SHOWN_MAX - 1).chain([hidden]).collect();
        let bare: String = text.chars().take(SHOWN_MAX - 1).collect();
        if !is_emoji_end(&bare) {
            assert_ne!(shown(&longer), shown(&bare), "{hidden:?} is not seen");
        }
    }
}

/// Whether a variation selector at the end may belong to an emoji.
fn is_emoji_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| !last.is_ascii() && !last.is_alphanumeric())
}
