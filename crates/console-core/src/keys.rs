//! Keyboard commands, independent of script and keyboard state.

/// The lower-case letter or digit that a key means in a keyboard command. `key` is what it types,
/// `code` its position, both from a browser's `KeyboardEvent`.
///
/// With Caps Lock the A key types `A`. With a Korean or Russian layout it types `ㅁ` or `ф`, and
/// while an input method handles it, its `key` is `Process`: then the position counts. On a Latin
/// layout the typed letter counts, wherever its key is.
#[must_use]
pub fn letter(key: &str, code: &str) -> Option<char> {
    let typed = single(key).filter(char::is_ascii_graphic);
    // Positions are named after the US layout: `KeyA`, `Digit1`.
    let place = || single(code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit"))?);
    // A named key, such as `Enter`, has none.
    let has_place = key == "Process" || key == "Dead" || single(key).is_some();
    let letter = typed.or_else(|| place().filter(|_| has_place))?;
    Some(letter.to_ascii_lowercase())
}

fn single(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_a_letter_with_every_keyboard() {
        for (key, code, expected) in [
            ("a", "KeyA", Some('a')),
            ("A", "KeyA", Some('a')),       // Caps Lock
            ("q", "KeyA", Some('q')),       // AZERTY
            ("ㅁ", "KeyA", Some('a')),      // two-set Korean
            ("Process", "KeyS", Some('s')), // an input method
            ("ф", "KeyA", Some('a')),       // Russian
            ("é", "Digit2", Some('2')),     // AZERTY
            ("7", "Numpad7", Some('7')),
            ("-", "Minus", Some('-')),
            ("ㄴ", "", None),
            ("가", "Unidentified", None),
            (" ", "Space", None),
            ("Enter", "Enter", None),
            ("Unidentified", "KeyA", None),
            ("Process", "Enter", None),
            ("F1", "F1", None),
            ("", "", None),
        ] {
            assert_eq!(letter(key, code), expected, "{key} {code}");
        }
    }
}
