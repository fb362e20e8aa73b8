//! Quoting for shells.

/// Quotes `value` as one word for POSIX shells and zsh. Values that need no quotes are unchanged.
#[must_use]
pub fn quote(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:,@".contains(&byte);
    if !value.is_empty() && value.bytes().all(plain) {
        return value.to_owned();
    }
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('\'');
    for character in value.chars() {
        match character {
            // Between single quotes, only the closing quote is special.
            '\'' => quoted.push_str("'\\''"),
            _ => quoted.push(character),
        }
    }
    quoted.push('\'');
    quoted
}

/// Escapes `value` for `--set`, where commas separate values, braces make lists, and a backslash
/// escapes.
pub(super) fn helm_value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        if matches!(character, ',' | '{' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_are_not_quoted() {
        for (value, word) in [
            ("wss://kas.gitlab.example.com/", "wss://kas.gitlab.example.com/"),
            ("v18.9.0", "v18.9.0"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(reboot)", "'$(reboot)'"),
            ("~", "'~'"),
            ("=ls", "'=ls'"),
            ("it's", "'it'\\''s'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quote(value), word);
        }
    }
}
