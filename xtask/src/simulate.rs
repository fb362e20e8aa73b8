//! `simulate`: runs the lost-reply simulation, millions of schedules at a time.

use crate::process;
use crate::project::Project;
use anyhow::Result;
use lexopt::Parser;
use lexopt::prelude::*;
use std::time::{SystemTime, UNIX_EPOCH};

const SCHEDULES: u64 = 1_000_000;

/// Runs schedules from a first seed and prints the totals. With `--seed` alone, runs that one and
/// prints its events.
pub(crate) fn run(project: &Project, options: Parser) -> Result<()> {
    let (first, count) = schedules(options)?;
    println!("{count} schedules from seed {first} on");
    let mut cargo = project.command("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "gitlab-agents"]);
    cargo.args(["--features", "simulation", "--example", "simulate", "--"]);
    process::run(cargo.args([first.to_string(), count.to_string()]))
}

/// The first seed and the number of schedules. Without a seed, each run uses new ones.
fn schedules(mut options: Parser) -> Result<(u64, u64)> {
    let (mut seed, mut count) = (None, None);
    while let Some(option) = options.next()? {
        match option {
            Long("seed") => seed = Some(options.value()?.parse()?),
            Long("schedules") => count = Some(options.value()?.parse()?),
            _ => return Err(option.unexpected().into()),
        }
    }
    let count = count.unwrap_or(if seed.is_some() { 1 } else { SCHEDULES });
    let since_epoch = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok((seed.unwrap_or_else(|| since_epoch().as_secs() << 24), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<(u64, u64)> {
        schedules(Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn a_seed_alone_is_one_schedule() {
        assert_eq!(asked("--seed 7").unwrap(), (7, 1));
        assert_eq!(asked("--seed 7 --schedules 30").unwrap(), (7, 30));
        assert_eq!(asked("").unwrap().1, 1_000_000);
        assert_eq!(asked("--schedules=5").unwrap().1, 5);
        for wrong in ["--seed x", "--seed", "--sede 7", "7"] {
            assert!(asked(wrong).is_err(), "{wrong}");
        }
    }
}
