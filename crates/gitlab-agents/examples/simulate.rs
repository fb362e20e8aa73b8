//! Runs schedules of the model by the million: `simulate FIRST_SEED SCHEDULES`. `cargo xtask simulate` calls it.
//!
//! One schedule is told in full. Of many, the speed is printed and what they came to; where one breaks a promise, its
//! seed, and the story of the simplest schedule made from it that breaks one as well.

use gitlab_agents::simulation::model::{Mark, Tape, explain, play};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|word| word.parse::<u64>());
    let (Some(Ok(first)), Some(Ok(count)), None) = (numbers.next(), numbers.next(), numbers.next())
    else {
        eprintln!("Usage: simulate FIRST_SEED SCHEDULES");
        return ExitCode::FAILURE;
    };
    match count {
        1 => tell(first),
        _ => run(first, count),
    }
}

/// Tells one schedule.
fn tell(seed: u64) -> ExitCode {
    let played = explain(Tape::from_seed(seed));
    println!("{}\n\nSchedule {seed} came to:", played.story.join("\n"));
    for mark in Mark::ALL.iter().filter(|&&mark| played.coverage.has(mark)) {
        println!("  {}", mark.text());
    }
    match played.violation {
        None => ExitCode::SUCCESS,
        Some(violation) => {
            println!("\nBroken: {violation}");
            ExitCode::FAILURE
        }
    }
}

fn run(first: u64, count: u64) -> ExitCode {
    let start = Instant::now();
    let mut table: Vec<_> = Mark::ALL.iter().map(|&mark| (mark, 0_u64)).collect();
    for seed in (0..count).map(|number| first.wrapping_add(number)) {
        let played = play(Tape::from_seed(seed));
        if let Some(violation) = played.violation {
            return report(seed, &violation);
        }
        for (_, reached) in table.iter_mut().filter(|(mark, _)| played.coverage.has(*mark)) {
            *reached += 1;
        }
    }
    let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
    println!("{:>10}  schedules that came to", "");
    for (mark, reached) in &table {
        println!("{reached:>10}  {}", mark.text());
    }
    println!(
        "\n{count} schedules from seed {first} on broke no promise: {}.{} s, {} a second",
        millis / 1000,
        millis % 1000 / 100,
        count.saturating_mul(1000) / millis,
    );
    let unreached: Vec<_> =
        table.iter().filter(|(_, reached)| *reached == 0).map(|(mark, _)| mark.text()).collect();
    if !unreached.is_empty() {
        println!("No schedule came to: {}", unreached.join("; "));
    }
    ExitCode::SUCCESS
}

/// Tells of a schedule that breaks a promise.
fn report(seed: u64, violation: &str) -> ExitCode {
    println!("Schedule {seed} breaks a promise: {violation}");
    println!("`cargo xtask simulate --seed {seed}` runs it again.\n\nThe simplest made from it:");
    let simplest = Tape::from_seed(seed).shrink(|tape| play(tape.clone()).violation.is_some());
    println!("{}", explain(simplest).story.join("\n"));
    ExitCode::FAILURE
}
