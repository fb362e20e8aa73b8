//! Digests, for subresource integrity and for content-hashed file names.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The value of an `integrity` attribute for this content. SHA-256 is the shortest digest that
/// browsers accept; digests do not compress, and a page names eight.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The first sixteen hexadecimal digits of the content's digest, the form Trunk uses in file names.
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
