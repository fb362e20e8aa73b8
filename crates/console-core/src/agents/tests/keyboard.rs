//! Finding by typing, and selecting.

use super::*;
use std::collections::BTreeSet;

fn names(table: &AgentTable) -> &Texts {
    table.names().unwrap()
}

fn order(table: &mut AgentTable, sort: &str) -> Vec<u32> {
    table.arrange(&Filter::default(), Sort::parse(sort).unwrap(), NOW).rows
}

/// By name: 45 batch, 4 core, 12 core, 3 Edge-Jeju, 5 edge-seoul.
#[test]
fn a_name_is_found_by_its_beginning() {
    let mut table = world();
    let order = order(&mut table, "name");
    for (from, prefix, found) in [
        (0, "c", Some(1)),
        (1, "c", Some(1)),
        (2, "C", Some(2)),
        (3, "c", Some(1)),
        (4, "edge-j", Some(3)),
        (0, "dge", None),
        (0, "", Some(0)),
        (5, "b", Some(0)),
        (99, "b", Some(0)),
    ] {
        assert_eq!(names(&table).find(&order, from, prefix), found, "{from} {prefix}");
    }
    assert_eq!(names(&table).find(&[], 0, "b"), None);
}

#[test]
fn letters_in_quick_succession_spell_a_name() {
    let mut table = world();
    let order = order(&mut table, "name");
    let mut typed = TypeAhead::default();
    let mut at = None;
    for (millis, letter, position) in [
        (0, 'e', Some(3)),
        (900, 'd', Some(3)),
        (1800, 'g', Some(3)),
        (2700, 'e', Some(3)),
        (3600, '-', Some(3)),
        (4500, 's', Some(4)),
        // A pause.
        (5501, 'c', Some(1)),
        (5600, 'c', Some(2)),
        (5700, 'c', Some(1)),
        (5800, 'x', None),
        (6801, 'B', Some(0)),
        (7900, 'b', Some(0)),
    ] {
        let found = typed.find(letter, NOW.plus(millis), names(&table), &order, at);
        assert_eq!(found, position, "{millis}");
        at = found.or(at);
    }
}

#[test]
fn a_doubled_letter_is_spelt_where_a_name_begins_so() {
    let mut table = AgentTable::new();
    for (id, name) in [(1, "aardvark"), (2, "abacus"), (3, "aaron")] {
        table.add(agent(id, name, 20, "root/test"));
    }
    let order = order(&mut table, "id");
    let mut typed = TypeAhead::default();
    assert_eq!(typed.find('a', NOW, names(&table), &order, Some(0)), Some(1));
    assert_eq!(typed.find('a', NOW, names(&table), &order, Some(1)), Some(2));
    assert_eq!(typed.find('a', NOW, names(&table), &order, Some(2)), Some(0));
}

fn selected(selection: &Selection) -> Vec<u64> {
    selection.ids()
}

#[test]
fn a_selection_survives_another_order() {
    let mut table = world();
    let by_name = order(&mut table, "name");
    let mut selection = Selection::default();
    selection.select(4);
    selection.extend(table.ids(), &by_name, 3);
    assert_eq!(selected(&selection), [3, 4, 12]);
    selection.extend(table.ids(), &by_name, 0);
    assert_eq!(selected(&selection), [4, 45], "the range is replaced, and goes from its anchor");
    let by_id = order(&mut table, "id");
    selection.extend(table.ids(), &by_id, 2);
    assert_eq!(selected(&selection), [4, 5]);
    selection.toggle(12);
    selection.toggle(5);
    assert_eq!(selected(&selection), [4, 12]);
    selection.extend(table.ids(), &by_id, 0);
    assert_eq!(selected(&selection), [3, 4, 5, 12], "the range goes from what was toggled last");
    selection.select(45);
    assert_eq!(selected(&selection), [45]);
    selection.select_all(table.ids(), &by_id);
    assert_eq!(selected(&selection), [3, 4, 5, 12, 45]);
    selection.clear();
    assert_eq!(selection, Selection::default());
}

#[test]
fn a_range_without_an_anchor_is_one_row() {
    let mut table = world();
    let by_name = order(&mut table, "name");
    let mut selection = Selection::default();
    selection.select(45);
    selection.extend(table.ids(), &by_name, 1);
    let edge = table.arrange(&Filter::parse("edge"), Sort::default(), NOW).rows;
    selection.extend(table.ids(), &edge, 2);
    assert_eq!(selected(&selection), [4, 5, 45], "an earlier range stays");
    selection.extend(table.ids(), &edge, 1);
    assert_eq!(selected(&selection), [3, 4, 5, 45]);
    selection.extend(table.ids(), &edge, 3);
    assert_eq!(selected(&selection), [3, 4, 5, 45], "there is no such row");
}

#[derive(Clone, Debug)]
enum Step {
    Select(usize),
    Toggle(usize),
    Extend(usize),
    Sort(bool),
}

proptest! {
    /// Against a set of ids that is built anew with every step.
    #[test]
    fn selects_alike(steps in prop::collection::vec(prop_oneof![
        (0_usize..5).prop_map(Step::Select),
        (0_usize..5).prop_map(Step::Toggle),
        (0_usize..5).prop_map(Step::Extend),
        any::<bool>().prop_map(Step::Sort),
    ], 0..20)) {
        let mut table = world();
        let mut rows = order(&mut table, "name");
        let id = |table: &AgentTable, row: u32| table.ids().get(row).unwrap();
        let mut selection = Selection::default();
        let (mut base, mut anchor, mut expected) = (BTreeSet::new(), None, BTreeSet::new());
        for step in steps {
            match step {
                Step::Select(at) => {
                    selection.select(id(&table, rows[at]));
                    base = BTreeSet::from([id(&table, rows[at])]);
                    anchor = Some(rows[at]);
                    expected = base.clone();
                }
                Step::Toggle(at) => {
                    let agent = id(&table, rows[at]);
                    selection.toggle(agent);
                    if !expected.remove(&agent) {
                        expected.insert(agent);
                    }
                    base = expected.clone();
                    anchor = Some(rows[at]);
                }
                Step::Extend(at) => {
                    selection.extend(table.ids(), &rows, at);
                    let from = *anchor.get_or_insert(rows[at]);
                    let from = rows.iter().position(|row| *row == from).unwrap();
                    expected = base.clone();
                    for row in &rows[from.min(at)..=from.max(at)] {
                        expected.insert(id(&table, *row));
                    }
                }
                Step::Sort(by_id) => rows = order(&mut table, if by_id { "-id" } else { "name" }),
            }
            prop_assert_eq!(selection.ids(), expected.iter().copied().collect::<Vec<_>>());
            for &row in &rows {
                let agent = id(&table, row);
                prop_assert_eq!(selection.contains(agent), expected.contains(&agent));
            }
        }
    }
}
