use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A page with rows in it, each with the number it had before; `None` is a new one.
#[derive(Debug)]
struct Page {
    nodes: Vec<Option<usize>>,
    shown: Vec<Option<usize>>,
    moves: usize,
}

/// What a browser does with the placings, and with what is in none of them.
fn placed(before: &[u8], placings: &[Placing]) -> Page {
    let mut nodes: Vec<Option<usize>> = (0..before.len()).map(Some).collect();
    let mut made = Vec::new();
    let mut moves = 0;
    for Placing { row, to } in placings {
        if let Some(to) = to {
            moves += 1;
            if row.is_some() {
                nodes.retain(|node| node != row);
            }
            let at = match *to == before.len() {
                true => nodes.len(),
                false => nodes.iter().position(|node| *node == Some(*to)).expect("it is there"),
            };
            nodes.insert(at, *row);
        }
        made.push(*row);
    }
    nodes.retain(|node| made.contains(node));
    Page { nodes, shown: made, moves }
}

fn keys() -> impl Strategy<Value = Vec<u8>> {
    let keys: Vec<u8> = (0..12).collect();
    proptest::sample::subsequence(keys, 0..=12).prop_shuffle()
}

fn moved(before: &[u8], after: &[u8]) -> usize {
    placed(before, &recycle(before, after, |_| true)).moves
}

proptest! {
    #[test]
    fn every_key_gets_its_row_in_its_place(
        before in keys(),
        after in keys(),
        held in proptest::collection::btree_set(0..12_usize, 0..3),
    ) {
        let placings = recycle(&before, &after, |row| !held.contains(&row));
        prop_assert_eq!(placings.len(), after.len());
        let page = placed(&before, &placings);
        prop_assert_eq!(&page.nodes, &page.shown);

        let taken: Vec<usize> = page.shown.iter().copied().flatten().collect();
        prop_assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), taken.len());
        for (key, row) in after.iter().zip(&page.shown) {
            let known = before.iter().position(|other| other == key);
            prop_assert!(known.is_none() || *row == known, "{} is in row {:?}", key, row);
            let is_held = row.is_some_and(|row| held.contains(&row));
            prop_assert!(known.is_some() || !is_held, "{} took row {:?}", key, row);
        }
        // A new row is made only where none is left.
        let free = (0..before.len()).filter(|row| !held.contains(row));
        let unused = free.filter(|row| !taken.contains(row)).count();
        prop_assert!(unused == 0 || !page.shown.contains(&None));
    }

    #[test]
    fn what_is_held_and_stays_does_not_move(
        before in keys(),
        after in keys(),
        held in 0..12_usize,
    ) {
        let placings = recycle(&before, &after, |row| row != held);
        for placing in placings.iter().filter(|placing| placing.row == Some(held)) {
            prop_assert_eq!(placing.to, None);
        }
    }

    #[test]
    fn what_stays_in_its_order_does_not_move(before in keys(), after in keys()) {
        let staying = |keys: &[u8], others: &[u8]| -> Vec<u8> {
            keys.iter().copied().filter(|key| others.contains(key)).collect()
        };
        prop_assume!(staying(&before, &after) == staying(&after, &before));
        for (key, placing) in after.iter().zip(recycle(&before, &after, |_| true)) {
            prop_assert!(!before.contains(key) || placing.to.is_none(), "{} moves", key);
        }
    }
}

#[test]
fn rows_are_taken_where_they_stand() {
    // All others, as when the order is turned round.
    assert_eq!(moved(&[1, 2, 3], &[4, 5, 6]), 0);
    assert_eq!(moved(&[1, 2, 3], &[4, 5]), 0);
    // Some go in the middle, and others come there.
    assert_eq!(moved(&[1, 2, 3, 4], &[1, 5, 6, 4]), 0);
    assert_eq!(moved(&[1, 2, 3, 4], &[2, 4]), 0);
    // Scrolling moves as many rows as come.
    assert_eq!(moved(&[1, 2, 3, 4], &[3, 4, 5, 6]), 2);
    assert_eq!(moved(&[3, 4, 5, 6], &[1, 2, 3, 4]), 2);
    // New ones are put there.
    assert_eq!(moved(&[1], &[1, 2, 3]), 2);
}
