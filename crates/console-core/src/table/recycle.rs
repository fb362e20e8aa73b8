//! Which rows of the page become which, where others come into sight.

/// Where a row of the page comes from, and whether it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The row that it was, counted from nought in the order before; `None` where a new one is made.
    pub row: Option<usize>,
    /// Before which row it goes, counted in the order before, which has not been moved by then; where there is no such
    /// row, behind all others. `None` where it stays as it stands.
    pub to: Option<usize>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Free,
    Goes,
    Placed,
}

/// Makes rows with the keys `before` into rows with the keys `after`: for each of these, one after the other, what is to
/// be done. Rows that are in none of them are to be removed. No key is twice in either list.
///
/// A row whose key stays is taken for no other, and moves only where those that stay change their order: what moves
/// loses the focus. So one that is not free stands still, and the others move around it. Rows whose key goes are taken
/// for keys that come, as far as `is_free`, and where they stand if that is possible: what is not moved costs the
/// browser least.
pub fn recycle<K: PartialEq>(
    before: &[K],
    after: &[K],
    is_free: impl Fn(usize) -> bool,
) -> Vec<Placing> {
    let fate = |(at, key)| match (after.contains(key), is_free(at)) {
        (true, _) => Fate::Stays,
        (false, true) => Fate::Free,
        (false, false) => Fate::Goes,
    };
    let mut fates: Vec<Fate> = before.iter().enumerate().map(fate).collect();
    // The first row that is not passed yet: what is placed comes before it.
    let mut next = 0;
    let mut placings = Vec::with_capacity(after.len());
    for key in after {
        while matches!(fates.get(next), Some(Fate::Placed | Fate::Goes)) {
            next += 1;
        }
        let known = before.iter().position(|other| other == key);
        let row = match fates.get(next) {
            _ if known.is_some() => known,
            Some(Fate::Free) => Some(next),
            _ => fates.iter().position(|fate| *fate == Fate::Free),
        };
        let passed = row.and_then(|row| fates.get(next..row));
        let to = match row {
            Some(row)
                if passed.is_some_and(|passed| !is_free(row) || !passed.contains(&Fate::Stays)) =>
            {
                next = row + 1;
                None
            }
            _ => Some(next),
        };
        if let Some(fate) = row.and_then(|row| fates.get_mut(row)) {
            *fate = Fate::Placed;
        }
        placings.push(Placing { row, to });
    }
    placings
}

#[cfg(test)]
mod tests;
