//! Writes JSON.

/// Formats a JSON object of strings.
#[must_use]
pub fn object_of(pairs: &[(&str, &str)]) -> String {
    // The capacity is reserved at once, because growing would leave copies of secrets in memory. An
    // escape takes up to six bytes.
    let most = pairs.iter().map(|(name, value)| name.len() + 6 * value.len() + 6).sum::<usize>();
    let mut json = String::with_capacity(most + 2);
    json.push('{');
    for (place, (name, value)) in pairs.iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        push_string(&mut json, name);
        json.push(':');
        push_string(&mut json, value);
    }
    json.push('}');
    json
}

/// Writes `text` as a JSON string (RFC 8259, section 7).
pub fn push_string(json: &mut String, text: &str) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                json.push('\\');
                json.push(letter);
            }
            '\0'..'\u{20}' => {
                json.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = u32::from(letter) >> shift & 15;
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
}
