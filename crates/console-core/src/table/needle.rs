//! A word that is looked for in tens of thousands of short texts.

/// A word to look for. Eight places are looked at together, for its first and its last byte; only
/// where both are right is the whole of it compared.
pub(super) struct Needle<'word> {
    word: &'word [u8],
    first: u64,
    last: u64,
}

/// A one in each of eight bytes.
const ONES: u64 = u64::from_ne_bytes([1; 8]);

impl<'word> Needle<'word> {
    /// Looks for `word`.
    pub(super) fn new(word: &'word [u8]) -> Self {
        let repeated = |byte: Option<&u8>| ONES * u64::from(byte.copied().unwrap_or_default());
        Self { word, first: repeated(word.first()), last: repeated(word.last()) }
    }

    /// Whether the word is somewhere in the first `len` bytes. What follows them is read as well, and
    /// does not matter.
    pub(super) fn is_within(&self, bytes: &[u8], len: usize) -> bool {
        let Some(reach) = self.word.len().checked_sub(1) else { return true };
        let mut places = len.saturating_sub(reach);
        let mut rest = bytes;
        while places > 0 {
            let firsts = eight(rest) ^ self.first;
            let lasts = eight(rest.get(reach..).unwrap_or_default()) ^ self.last;
            let mut hits = zeros(firsts | lasts);
            while hits != 0 {
                let place = (hits.trailing_zeros() / 8) as usize;
                if place < places && rest.get(place..place + self.word.len()) == Some(self.word) {
                    return true;
                }
                hits &= hits - 1;
            }
            places = places.saturating_sub(8);
            rest = rest.get(8..).unwrap_or_default();
        }
        false
    }
}

/// The first eight of `bytes`, the very first lowest; zeros where they have ended.
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
    }
}

/// The highest bit of every byte that is zero, and perhaps of some bytes above one that is.
fn zeros(eight: u64) -> u64 {
    eight.wrapping_sub(ONES) & !eight & ONES << 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_is_there(
            bytes in prop::collection::vec(prop_oneof![0_u8..3, Just(0x80), Just(0xff)], 0..40),
            word in prop::collection::vec(prop_oneof![0_u8..3, Just(0x80), Just(0xff)], 0..11),
            end in any::<prop::sample::Index>(),
        ) {
            let len = end.index(bytes.len() + 1);
            let part = &bytes[..len];
            let expected = word.is_empty() || part.windows(word.len()).any(|found| found == word);
            prop_assert_eq!(Needle::new(&word).is_within(&bytes, len), expected);
        }
    }
}
