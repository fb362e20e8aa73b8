//! A map by id.

use hashbrown::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers by id. One type for all of them, so that its code stands in the bundle once; and of the crate that
/// Leptos' reactive graph has its maps from, which is not the one inside the standard library.
pub type IdMap = HashMap<u64, u32, BuildHasherDefault<IdHasher>>;

/// Spreads the bits of an id by Fibonacci's multiplication. The standard library's hasher resists
/// somebody who chooses the keys; GitLab counts its ids up.
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
