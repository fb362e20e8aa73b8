//! The places in the source that the messages of panics name, in a module's memory.
//!
//! Nobody hears those messages ([`Unheard`](super::unheard::Unheard)), but the compiler keeps the places: the name of
//! each file, and for each panic a `core::panic::Location`. Blanked they weigh nothing.

use std::ops::Range;

/// What a module puts into memory as it starts: from which address, and which bytes.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) address: usize,
    pub(super) bytes: Vec<u8>,
}

/// A `Location` has four words: where the file's name is and how long, the line and the column.
const WORD: usize = 4;
const SIZE: usize = 4 * WORD;

/// Longest name, last line and last column that are believed: what is no location should not be taken for one.
const LONGEST: usize = 200;
const LAST_LINE: usize = 50_000;
const LAST_COLUMN: usize = 500;

/// Blanks every location and every file's name that one points to. A location that somebody reads after all is in
/// no file, at line 0.
pub(super) fn blank(pieces: &mut [Piece]) -> usize {
    let found: Vec<_> = pieces.iter().flat_map(|piece| locations(piece, pieces)).collect();
    for (location, name) in &found {
        for range in [location, name] {
            if let Some(bytes) = find(pieces, range).and_then(|(piece, range)| {
                pieces.get_mut(piece).and_then(|piece| piece.bytes.get_mut(range))
            }) {
                bytes.fill(0);
            }
        }
    }
    found.len()
}

/// The addresses of the locations in `piece`, and of the names they point to.
fn locations(piece: &Piece, pieces: &[Piece]) -> Vec<(Range<usize>, Range<usize>)> {
    let first = piece.address.next_multiple_of(WORD) - piece.address;
    let starts = (first..piece.bytes.len()).step_by(WORD);
    let location = |start: usize| {
        let words = piece.bytes.get(start..start + SIZE)?;
        let mut words = words.chunks_exact(WORD).map(word);
        let (name, length) = (words.next()?, words.next()?);
        let (line, column) = (words.next()?, words.next()?);
        let is_likely = (1..=LONGEST).contains(&length)
            && (1..=LAST_LINE).contains(&line)
            && (1..=LAST_COLUMN).contains(&column);
        let name = name..name.checked_add(length)?;
        let (at, range) = find(pieces, &name)?;
        let text = pieces.get(at)?.bytes.get(range)?;
        let is_name = text.ends_with(b".rs") && text.iter().all(u8::is_ascii_graphic);
        let address = piece.address + start;
        (is_likely && is_name).then_some((address..address + SIZE, name))
    };
    starts.filter_map(location).collect()
}

/// The piece that holds these addresses, and where in it.
fn find(pieces: &[Piece], addresses: &Range<usize>) -> Option<(usize, Range<usize>)> {
    pieces.iter().enumerate().find_map(|(number, piece)| {
        let start = addresses.start.checked_sub(piece.address)?;
        let end = addresses.end.checked_sub(piece.address)?;
        (end <= piece.bytes.len()).then_some((number, start..end))
    })
}

fn word(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: [u32; 4]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn a_location_and_its_name_are_blanked_and_nothing_else() {
        let text = b"keep src/lib.rs keep".to_vec();
        let names = Piece { address: 1000, bytes: text };
        // The first points to a name. The second has no line; the third points beside a name.
        let tables = [words([1005, 10, 7, 3]), words([1005, 10, 0, 3]), words([1000, 4, 7, 3])];
        let mut pieces = [names, Piece { address: 2000, bytes: tables.concat() }];
        assert_eq!(blank(&mut pieces), 1);
        assert_eq!(pieces[0].bytes, b"keep \0\0\0\0\0\0\0\0\0\0 keep");
        let kept = [vec![0; SIZE], tables[1].clone(), tables[2].clone()].concat();
        assert_eq!(pieces[1].bytes, kept);
    }
}
