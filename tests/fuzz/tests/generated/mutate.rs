//! Inputs mutated from seeds.

use fastrand::Rng;

/// Fragments that often break parsers.
const PIECES: [&str; 40] = [
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\udfff\\ud83d",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-0",
    "1e999",
    "18446744073709551615",
    "18446744073709551616",
    "9007199254740993",
    "1.0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{fe0f}",
    "\u{1bca0}",
    "\u{a0}",
    "\0",
    "\n",
    "\r\n",
    "\n\n",
    "\n---\n",
    "<script>",
    "'",
    "$(reboot)",
    "%2F",
    "%",
    "/../",
    "@",
    "?",
    "#",
    "+23:59",
];

/// Generates inputs, the same in every run.
pub(crate) struct Mutator<'s> {
    random: Rng,
    seeds: &'s [Vec<u8>],
}

impl<'s> Mutator<'s> {
    pub(crate) fn new(number: u64, seeds: &'s [Vec<u8>]) -> Self {
        Self { random: Rng::with_seed(0x6167_656e_7473 + number), seeds }
    }

    /// A seed with one to six mutations.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        for _ in 0..self.random.u8(1..=6) {
            self.change(&mut input);
        }
        input
    }

    fn seed(&mut self) -> &'s [u8] {
        &self.seeds[self.random.usize(..self.seeds.len())]
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let random = &mut self.random;
        let from = random.usize(..=input.len());
        let to = random.usize(from..=input.len()).min(from + 64);
        match random.u8(..8) {
            0 => {
                if let Some(byte) = input.get_mut(from) {
                    *byte ^= 1 << random.u8(..8);
                }
            }
            1 => {
                if let Some(byte) = input.get_mut(from) {
                    *byte = random.u8(..);
                }
            }
            2 => drop(input.drain(from..to)),
            3 => input.truncate(from),
            4 => {
                let doubled = input[from..to].to_vec();
                input.splice(from..from, doubled);
            }
            5 => {
                let other = self.seed();
                let start = self.random.usize(..=other.len());
                input.truncate(from);
                input.extend_from_slice(&other[start..]);
            }
            6 => {
                let piece = PIECES[random.usize(..PIECES.len())];
                input.splice(from..to, piece.bytes());
            }
            _ => {
                let piece = PIECES[random.usize(..PIECES.len())];
                input.splice(from..from, piece.bytes());
            }
        }
    }
}

/// A seed inflated in different ways, to about `size` bytes of JSON, or four times as much of other
/// text, which is parsed faster.
pub(crate) fn inflated(seed: &[u8], size: usize) -> Vec<(&'static str, Vec<u8>)> {
    let filled = |filling: &[u8]| {
        let (before, after) = seed.split_at(seed.len() / 2);
        let filling = filling.iter().copied().cycle().take(4 * size);
        before.iter().copied().chain(filling).chain(after.iter().copied()).collect()
    };
    vec![
        ("over and over", seed.iter().copied().cycle().take(4 * size).collect()),
        ("one letter", filled(b"a")),
        ("quotes", filled(b"\"")),
        ("brackets", filled(b"[")),
        ("backslashes", filled(b"\\")),
        ("unseen", filled("\u{202e}".as_bytes())),
        ("lines", filled(b"\n")),
        ("words", numbered(4 * size, "x\n", "a/b? ", "")),
        ("list", numbered(4 * size, "#/projects/0", ",a/b?", "")),
        ("parameters", numbered(4 * size, "#/everything?a=1", "&filter=%F0%9F%92%A?", "")),
        ("rows", numbered(size, "[", "{\"id\":?,\"name\":\"a\"},", "{}]")),
        ("keys", numbered(size, "{\"id\":1,\"name\":\"a\"", ",\"id\":?,\"k?\":[{}]", "}")),
        ("sentences", numbered(size, "400\n\n{\"message\":{\"a\":[\"b\"", ",\"?\"", "]}}")),
        (
            "array in text",
            numbered(size, "400\n\n{\"message\":\"[\\\"a\\\"", ", \\\"?\\\"", "]\"}"),
        ),
    ]
}

/// Replaces each `?` in `between` with scattered numbers, so that no order comes for free.
fn numbered(size: usize, before: &str, between: &str, after: &str) -> Vec<u8> {
    let mut text = String::from(before);
    let mut number = 1_u64;
    while text.len() < size {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text.push_str(&between.replace('?', &(number >> 40).to_string()));
    }
    text.push_str(after);
    text.into_bytes()
}
