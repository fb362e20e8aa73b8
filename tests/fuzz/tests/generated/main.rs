//! Every target for a fixed number of inputs, the same in every run: seeds, and mutations that cut,
//! repeat, mix and corrupt them.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod mutate;
mod running;
mod seeds;

use fuzz_targets::TARGETS;
use mutate::Mutator;
use running::run;
use std::collections::BTreeSet;
use std::time::Duration;

/// Inputs per target.
const INPUTS: u32 = 2_000;

/// The memory that a target may use: a fixed part, and bytes per byte of input. The fixed part
/// covers the longest lists of requests.
const MEMORY: (u64, u64) = (4 << 20, 400);

#[test]
fn generated_inputs_break_nothing() {
    for (number, (name, target)) in (0..).zip(TARGETS) {
        let seeds = seeds::of(name);
        let mut mutator = Mutator::new(number, &seeds);
        for _ in 0..INPUTS {
            run(name, *target, &mutator.next(), MEMORY);
        }
    }
}

#[test]
fn seeds_pass() {
    for (name, target) in TARGETS {
        for seed in seeds::of(name) {
            run(name, *target, &seed, MEMORY);
        }
    }
}

/// Four times the input may take eight times as long, plus a tenth of a second for other effects.
/// Quadratic growth would take sixteen times.
#[test]
fn time_grows_as_the_input_does() {
    const SIZE: usize = 1 << 14;
    for (name, target) in TARGETS {
        let seeds = seeds::of(name);
        let small = mutate::inflated(&seeds[0], SIZE);
        let large = mutate::inflated(&seeds[0], 4 * SIZE);
        for ((what, small), (_, large)) in small.iter().zip(&large) {
            let time = |input| running::cpu_time(|| run(name, *target, input, MEMORY));
            let (small, large) = (time(small), time(large));
            let allowed = small * 8 + Duration::from_millis(100);
            assert!(large <= allowed, "{name}, {what}: {small:?}, then {large:?}");
        }
    }
}

#[test]
fn every_target_is_fuzzed_and_has_seeds() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seeds::names("tests/fuzz/seeds"), names);
    assert_eq!(seeds::names("fuzz/fuzz_targets"), names);
    let manifest = std::fs::read_to_string(seeds::root().join("fuzz/Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        let file = seeds::root().join(format!("fuzz/fuzz_targets/{name}.rs"));
        let source = std::fs::read_to_string(file).unwrap();
        assert!(source.contains(&format!("fuzz_targets::{name}(bytes)")), "{name}: {source}");
    }
}
