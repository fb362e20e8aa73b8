//! Keys, whatever script and state a keyboard is in.

/// The letter or digit that a key stands for in a keyboard command, in lower case. `key` is what it types
/// and `code` its place, as a browser's `KeyboardEvent` has them.
///
/// With Caps Lock on the A key types `A`. With a Korean or Russian layout on it types `ㅁ` or `ф`, and while
/// an input method takes it, its `key` is `Process`: then it is the place that counts. A Latin layout's
/// letters count by what they type, wherever they are.
#[must_use]
pub fn letter(key: &str, code: &str) -> Option<char> {
    let typed = single(key).filter(char::is_ascii_graphic);
    // Places are named after what they type with an American layout: `KeyA`, `Digit1`.
    let place = || single(code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit"))?);
    // A named key, such as `Enter`, is none.
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
