//! The digests of the lock files.

use super::component::Digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;

/// Digests by name and version.
pub(super) type Checksums = BTreeMap<(String, String), Digest>;

/// The digests in the text of a Cargo.lock. What has none is not from a registry.
pub(super) fn checksums(lock: &str) -> Checksums {
    let entries = lock.split("[[package]]").filter_map(|entry| {
        let field = |name: &str| {
            let start = format!("{name} = \"");
            entry.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
        };
        let key = (field("name")?.to_owned(), field("version")?.to_owned());
        Some((key, Digest::Sha256(field("checksum")?.to_owned())))
    });
    entries.collect()
}

/// The digest in an npm lock's `integrity`, which is in base64 there.
pub(super) fn integrity(text: &str) -> Option<Digest> {
    let bytes = STANDARD.decode(text.strip_prefix("sha512-")?).ok()?;
    Some(Digest::Sha512(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_digests_of_crates() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\
                    checksum = \"ab\"\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n";
        let checksums = checksums(lock);
        assert_eq!(checksums.len(), 1);
        let found = checksums.get(&("a".to_owned(), "1.0.0".to_owned()));
        assert!(matches!(found, Some(Digest::Sha256(digest)) if digest == "ab"));
    }

    #[test]
    fn turns_base64_into_digits() {
        let digest = integrity("sha512-q83v");
        assert!(matches!(digest, Some(Digest::Sha512(digest)) if digest == "abcdef"));
        assert!(integrity("sha1-q83v").is_none());
    }
}
