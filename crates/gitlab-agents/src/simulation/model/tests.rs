use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// Every promise of [`super`], under whatever happens.
    #[test]
    fn every_promise_holds(numbers in prop::collection::vec(any::<u32>(), 0..160)) {
        let tape = Tape::new(numbers);
        let violation = play(tape.clone()).violation;
        prop_assert!(violation.is_none(), "{}\n{}", violation.unwrap(), explain(tape).story.join("\n"));
    }
}

/// A schedule under which a mistake breaks a promise, and what was broken.
fn found(bug: Bug) -> Option<String> {
    (0..5_000)
        .find_map(|seed| run(World::new(Tape::from_seed(seed), Story::Untold, Some(bug))).violation)
}

#[test]
fn mistakes_are_found() {
    for (bug, says) in [
        (Bug::SendsTwice, "was sent 2 times"),
        (Bug::TakesLossForRefusal, "is called refused"),
        (Bug::StoresLate, "before the journal is stored"),
        (Bug::StoresTheValue, "in the storage"),
        (Bug::ForgetsTheJournal, "is forgotten by a reload"),
        (Bug::SeesEmptyLists, "is called not created"),
        (Bug::ForgetsWhoWaits, "nobody was told of"),
        (Bug::LosesCoveredValues, "nobody was shown"),
    ] {
        let violation = found(bug).unwrap_or_else(|| panic!("{bug:?} is not found"));
        assert!(violation.contains(says), "{bug:?}: {violation}");
    }
}

#[test]
fn schedules_come_to_everything() {
    let mut missing = Mark::ALL.to_vec();
    for seed in 0..20_000 {
        let coverage = play(Tape::from_seed(seed)).coverage;
        missing.retain(|&mark| !coverage.has(mark));
        if missing.is_empty() {
            return;
        }
    }
    panic!("no schedule comes to {missing:?}");
}

#[test]
fn a_seed_is_one_schedule() {
    for seed in 0..50 {
        let story = || explain(Tape::from_seed(seed)).story;
        assert_eq!(story(), story());
        assert_eq!(play(Tape::from_seed(seed)).story, [""; 0]);
    }
}
