//! Percent-encoding (RFC 3986, section 2.1).

/// Appends `text` to `to`, encoding everything but unreserved characters.
pub fn encode(text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.push(hex_digit(byte >> 4));
            to.push(hex_digit(byte & 15));
        }
    }
}

/// Decodes `encoded`. A `%` that starts no escape is kept. `None` if the bytes are not UTF-8.
#[must_use]
pub fn decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if let (b'%', [high, low, after @ ..]) = (first, after)
            && let (Some(high), Some(low)) = (hex_value(*high), hex_value(*low))
        {
            bytes.push(high << 4 | low);
            rest = after;
            continue;
        }
        bytes.push(first);
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' + value - 10 })
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_escapes_in_both_cases() {
        for byte in 0..128_u8 {
            let character = char::from(byte).to_string();
            for escape in [format!("%{byte:02x}"), format!("%{byte:02X}")] {
                assert_eq!(decode(&escape).as_ref(), Some(&character), "{escape}");
            }
        }
        assert_eq!(decode("%ea%B0%80").as_deref(), Some("가"));
        assert_eq!(decode("%ff"), None);
        for plain in ["%", "%4", "%4g", "%g4", "100%", "a+b"] {
            assert_eq!(decode(plain).as_deref(), Some(plain));
        }
    }

    #[test]
    fn encodes_all_but_unreserved_characters() {
        for byte in 0..128_u8 {
            let character = char::from(byte);
            let mut encoded = String::new();
            encode(&character.to_string(), &mut encoded);
            if character.is_ascii_alphanumeric() || "-._~".contains(character) {
                assert_eq!(encoded, character.to_string());
            } else {
                assert_eq!(encoded, format!("%{byte:02X}"));
            }
        }
    }
}
