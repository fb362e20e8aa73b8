//! Text of other people, made safe to look at.

use crate::oracle::check_seen;
use crate::text;
use console_core::unseen::{SHOWN_MAX, visible as shown};

/// The most characters that stand for one: `⟨U+10FFFF⟩`.
const LONGEST_ESCAPE: usize = 10;

/// A text: nothing unseen is left, nothing seen is changed, and what is shown is short.
pub fn visible(bytes: &[u8]) {
    let text = text(bytes);
    let seen = shown(&text);
    check_seen(&seen);
    assert!(seen.chars().count() <= SHOWN_MAX * LONGEST_ESCAPE + 1);
    assert_eq!(seen.ends_with('…'), text.ends_with('…') || text.chars().count() > SHOWN_MAX);
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && text.len() <= SHOWN_MAX {
        assert_eq!(seen, text);
    }
    // Another unseen character makes another text to look at.
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
