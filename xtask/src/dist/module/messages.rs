//! The texts of panics in a module's memory.
//!
//! What would say them traps instead ([`Unheard`](super::unheard::Unheard)), but the compiler has put them into memory.
//! Blanked they weigh nothing. A text that a new Rust words in another way stays, and costs its bytes.

use super::locations::Piece;

/// Texts of the standard library and of crates, as long as no other text could be one of them by chance.
const MESSAGES: [&str; 52] = [
    "start byte index ",
    " is out of bounds of `",
    "end byte index ",
    " is not a char boundary; it is inside ",
    "slice index starts at ",
    "index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    " out of range for slice of length ",
    "range end index ",
    "assertion `left ",
    " right` failed",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "insertion index (is ",
    ") should be <= len (is ",
    "removal index (is ",
    ") should be < len (is ",
    "Map must not be polled after it returned `Poll::Ready`",
    "MaybeDone polled after value taken",
    "future still here when dropping",
    "finish: callbacks should be Some",
    "finish: result should be None",
    "assertion failed: prev",
    "inconsistent in drop",
    "FnOnce called more than once",
    "cannot poll Select twice",
    "a formatting trait implementation returned an error when the underlying stream did not",
    "Executor::spawn called, but no global 'spawn' function is configured.",
    "Executor::spawn_local called, but no global 'spawn_local' function is configured.",
    "called `Option::unwrap()` on a `None` value",
    "LazyCell instance has previously been poisoned",
    "`async fn` resumed after completion",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "assertion failed: self.is_char_boundary(new_len)",
    "assertion failed: min <= max",
    "a Display implementation returned an error unexpectedly",
    "internal error: entered unreachable code",
    "JsValue passed is not an Error type -- this is a bug",
    "called `Result::unwrap()` on an `Err` value",
    "Hash table capacity overflow",
    "called `Result::unwrap_throw()` on an `Err` value",
    "called `Option::unwrap_throw()` on a `None` value",
    "Arc counter overflow",
    "Dropped SendWrapper<T> variable from a thread different to the one it has been created with.",
    "Dereferenced SendWrapper<T> variable from a thread different to the one it has been created with.",
    "one-time initialization may not be performed recursively",
    "use of std::thread::current() is not possible after the thread's local data has been destroyed",
    "failed to generate unique thread ID: bitspace exhausted",
    "Attempted to initialize thread-local while it is being dropped",
];

/// Blanks the texts, and says how many there were.
pub(super) fn blank(pieces: &mut [Piece]) -> usize {
    let mut found = 0;
    for piece in pieces {
        for message in MESSAGES {
            while let Some(text) = find(&mut piece.bytes, message.as_bytes()) {
                text.fill(0);
                found += 1;
            }
        }
    }
    found
}

fn find<'a>(bytes: &'a mut [u8], text: &[u8]) -> Option<&'a mut [u8]> {
    let start = bytes.windows(text.len()).position(|window| window == text)?;
    bytes.get_mut(start..start + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_a_panic_is_blanked_and_nothing_else() {
        let text = b"openArc counter overflowArc counter overflow\0close".to_vec();
        let mut pieces = [Piece { address: 0, bytes: text }];
        assert_eq!(blank(&mut pieces), 2);
        let blanked = [b"open".to_vec(), vec![0; 41], b"close".to_vec()].concat();
        assert_eq!(pieces[0].bytes, blanked);
    }

    #[test]
    fn no_text_is_so_short_that_another_could_hold_it_by_chance() {
        assert!(MESSAGES.iter().all(|message| message.len() >= 14));
    }
}
