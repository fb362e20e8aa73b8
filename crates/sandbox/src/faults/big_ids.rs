//! Ids beyond 2^53, which a JavaScript number cannot hold.

const SHIFT: u64 = 1 << 53;

/// The id of a row behind an id that a client sends.
pub(crate) fn original(id: u64) -> u64 {
    id.checked_sub(SHIFT).unwrap_or(id)
}
