//! Numbers in digits.

/// A number in digits. One function for numbers of every width and kind of id: each brings its own code otherwise.
#[inline(never)]
#[must_use]
pub fn digits(number: u64) -> String {
    number.to_string()
}
