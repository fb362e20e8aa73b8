//! A map keyed by ids.

use hashbrown::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Maps ids to numbers. One type for all ids, so that its code is in the bundle once; it is built
/// on the `hashbrown` that Leptos' reactive graph uses, which differs from the one in the standard
/// library.
pub type IdMap = HashMap<u64, u32, BuildHasherDefault<IdHasher>>;

/// Spreads the bits of an id by Fibonacci hashing. The standard library's hasher resists chosen
/// keys; GitLab assigns ids sequentially.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = (self.0 ^ id).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn hash(id: u64) -> u64 {
        let mut hasher = IdHasher::default();
        hasher.write_u64(id);
        hasher.finish()
    }

    /// The map picks a bucket by the lowest bits and compares the highest seven first.
    #[test]
    fn sequential_ids_are_spread() {
        let places: BTreeSet<_> = (0..1024).map(|id| hash(id) & 1023).collect();
        assert!(places.len() > 512, "{}", places.len());
        let marks: BTreeSet<_> = (0..1024).map(|id| hash(id) >> 57).collect();
        assert_eq!(marks.len(), 128);
    }

    #[test]
    fn every_byte_counts() {
        let hash = |bytes: &[u8]| {
            let mut hasher = IdHasher::default();
            hasher.write(bytes);
            hasher.finish()
        };
        let hashes: BTreeSet<_> = (0..=255).map(|byte| hash(&[7, byte])).collect();
        assert_eq!(hashes.len(), 256);
    }
}
