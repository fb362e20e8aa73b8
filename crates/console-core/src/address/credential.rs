//! Keeping credentials out of the address.

/// Whether `text` holds what looks like a GitLab token, pasted into a field that the address shows.
pub(super) fn looks_like_one(text: &str) -> bool {
    contains_token(text, "glpat-") || contains_token(text, "glagent-")
}

/// The part after the prefix has 20 characters or more in GitLab's own tokens. Fewer count as well,
/// for a token pasted in part, as long as nobody types that many by chance.
const SHORTEST: usize = 12;

fn contains_token(text: &str, prefix: &str) -> bool {
    let of_token = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let bytes = text.as_bytes();
    bytes.windows(prefix.len()).enumerate().any(|(start, window)| {
        let rest = bytes.get(start + prefix.len()..).unwrap_or_default();
        window == prefix.as_bytes()
            && rest.iter().take(SHORTEST).filter(|byte| of_token(byte)).count() == SHORTEST
    })
}
