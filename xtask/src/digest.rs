//! Digests: for subresource integrity and for names that change with the content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The value of an `integrity` attribute for this content. A digest cannot be compressed, and a page loads eight of
/// them: SHA-256 is the shortest that browsers take.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// Sixteen hexadecimal digits of the content's digest, as Trunk has them in its file names.
pub(crate) fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_openssl() {
        // printf abc | openssl dgst -sha256 -binary | base64 -w0
        let expected = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(integrity(b"abc"), expected);
        assert_eq!(short_hash(b"abc"), "ba7816bf8f01cfea");
    }
}
