//! Formats numbers.

/// Formats a number in decimal. One function for all widths and id types: a generic one would be
/// compiled for each.
#[inline(never)]
#[must_use]
pub fn digits(number: u64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn writes_every_digit() {
        assert_eq!([0, 7, 1_024, u64::MAX].map(digits), ["0", "7", "1024", "18446744073709551615"]);
    }
}
