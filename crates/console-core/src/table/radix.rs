//! Sorting row indices by numbers and by texts.
//!
//! A radix sort from the last digit to the first is linear in the number of rows, stable, so that an
//! earlier order decides ties, and one small function for every type of key, where a comparison sort
//! would be compiled anew for each.

use super::texts::Texts;
use std::mem;

/// How many bytes of a text count. GitLab's agent names have 63 at most.
pub(super) const TEXT_LIMIT: usize = 256;

/// An order of rows that is being sorted. Each sort keeps rows of equal keys as they were.
pub(super) struct Radix {
    order: Vec<u32>,
    spare: Vec<u32>,
    /// The digit of each row that the next pass sorts by.
    digits: Vec<u8>,
}

impl Radix {
    /// Begins with `order`, which holds every number below its length once.
    pub(super) fn new(order: Vec<u32>) -> Self {
        let spare = vec![0; order.len()];
        let digits = vec![0; order.len()];
        Self { order, spare, digits }
    }

    /// Sorts by `keys`, the key of each row.
    pub(super) fn by_number(mut self, keys: &[u64]) -> Self {
        for shift in (0..u64::BITS).step_by(8) {
            for (digit, key) in self.digits.iter_mut().zip(keys) {
                *digit = (key >> shift & 0xff) as u8;
            }
            self.pass();
        }
        self
    }

    /// Sorts by the keys of `texts`, the text of each row.
    pub(super) fn by_text(mut self, texts: &Texts) -> Self {
        for position in (0..texts.longest().min(TEXT_LIMIT)).rev() {
            texts.bytes_at(position, &mut self.digits);
            self.pass();
        }
        self
    }

    /// The order.
    pub(super) fn into_order(self) -> Vec<u32> {
        self.order
    }

    /// Sorts by one digit: counts each digit, which tells where its rows begin, and puts them there.
    fn pass(&mut self) {
        let Some((first, others)) = self.digits.split_first() else { return };
        if others.iter().all(|digit| digit == first) {
            return;
        }
        let mut places = [0_usize; 256];
        for &digit in &self.digits {
            if let Some(count) = places.get_mut(usize::from(digit)) {
                *count += 1;
            }
        }
        let mut begin = 0;
        for place in &mut places {
            begin += mem::replace(place, begin);
        }
        for &row in &self.order {
            let digit = self.digits.get(row as usize).copied().unwrap_or_default();
            let Some(place) = places.get_mut(usize::from(digit)) else { continue };
            if let Some(slot) = self.spare.get_mut(*place) {
                *slot = row;
            }
            *place += 1;
        }
        mem::swap(&mut self.order, &mut self.spare);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(len: usize) -> Vec<u32> {
        (0..u32::try_from(len).unwrap()).collect()
    }

    proptest! {
        #[test]
        fn sorts_numbers_stably(keys in prop::collection::vec(
            prop_oneof![0_u64..4, any::<u64>(), Just(u64::MAX)], 0..80,
        )) {
            let mut expected = rows(keys.len());
            expected.reverse();
            expected.sort_by_key(|&row| keys[row as usize]);
            let mut order = rows(keys.len());
            order.reverse();
            prop_assert_eq!(Radix::new(order).by_number(&keys).into_order(), expected);
        }

        #[test]
        fn sorts_texts_stably(
            list in prop::collection::vec("[aAbB가-]{0,5}", 0..80),
        ) {
            let mut texts = Texts::default();
            list.iter().for_each(|text| texts.push(text));
            let mut expected = rows(list.len());
            expected.sort_by(|&one, &other| {
                let key = |row: u32| list[row as usize].to_ascii_lowercase();
                key(one).cmp(&key(other))
            });
            let order = Radix::new(rows(list.len())).by_text(&texts).into_order();
            prop_assert_eq!(order, expected);
        }
    }
}
