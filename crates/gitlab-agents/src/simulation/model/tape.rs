//! Where every choice of a schedule comes from.

/// A row of numbers that choices are made from. Where it ends, every choice is the simplest one, so that a shorter
/// tape or a smaller number makes a simpler schedule: that is what shrinking does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tape {
    numbers: Vec<u32>,
    at: usize,
}

/// More than nearly any schedule asks for.
const LENGTH: usize = 160;

impl Tape {
    /// A tape of these numbers.
    #[must_use]
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, at: 0 }
    }

    /// The tape of a seed, by SplitMix64: neighbouring seeds have nothing in common.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        let mut state = seed;
        let numbers = (0..LENGTH).map(|_| {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            // The upper half, which always fits.
            u32::try_from(mixed >> 32).unwrap_or_default()
        });
        Self::new(numbers.collect())
    }

    /// A simpler tape for which `fails` still holds, where it holds for this one.
    #[must_use]
    pub fn shrink(self, fails: impl Fn(&Tape) -> bool) -> Self {
        let mut best = self;
        let try_it = |numbers: Vec<u32>, best: &mut Self| {
            let tape = Self::new(numbers);
            let is_better = tape.numbers != best.numbers && fails(&tape);
            if is_better {
                *best = tape;
            }
            is_better
        };
        let mut improves = true;
        while improves {
            improves = false;
            let mut block = best.numbers.len().max(1);
            while block > 0 {
                let mut at = 0;
                while at < best.numbers.len() {
                    let end = (at + block).min(best.numbers.len());
                    let mut shorter = best.numbers.clone();
                    shorter.drain(at..end);
                    let mut simpler = best.numbers.clone();
                    simpler.iter_mut().skip(at).take(block).for_each(|number| *number = 0);
                    if try_it(shorter, &mut best) || try_it(simpler, &mut best) {
                        improves = true;
                    }
                    at += block;
                }
                block /= 2;
            }
        }
        best
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u32 {
        let number = self.numbers.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        number
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.next() % end.max(1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of `choices`, each by its weight. The first is the simplest.
    pub(super) fn pick<T: Copy>(&mut self, first: T, choices: &[(u32, T)]) -> T {
        let total: u32 = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, choice) in choices {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *choice,
            }
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_tape() {
        assert_eq!(Tape::from_seed(7), Tape::from_seed(7));
        assert_ne!(Tape::from_seed(7), Tape::from_seed(8));
        let mut tape = Tape::from_seed(7);
        let bits = (0..LENGTH).fold(0, |bits, _| bits | tape.next());
        assert_eq!(bits, u32::MAX);
        assert_eq!(tape.next(), 0, "it ends in the simplest choice");
    }

    #[test]
    fn weights_are_kept() {
        let mut tape = Tape::new((0..100).collect());
        let picked: Vec<_> = (0..100).map(|_| tape.pick('a', &[(60, 'a'), (40, 'b')])).collect();
        assert_eq!(picked.iter().filter(|&&picked| picked == 'b').count(), 40);
        let mut tape = Tape::new((0..100).collect());
        assert_eq!((0..100).filter(|_| tape.chance(30)).count(), 30);
    }

    #[test]
    fn shrinking_keeps_what_matters() {
        let has_five = |tape: &Tape| tape.numbers.contains(&5);
        let tape = Tape::new(vec![1, 2, 3, 4, 5, 6, 7, 8, 9]).shrink(has_five);
        assert_eq!(tape.numbers, [5]);
    }
}
