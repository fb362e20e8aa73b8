//! `simulate`: the model of lost replies, by the million.

use crate::options::Options;
use crate::process;
use crate::project::Project;
use anyhow::{Context, Result};
use std::time::{SystemTime, UNIX_EPOCH};

const SCHEDULES: u64 = 1_000_000;

/// Runs schedules from a seed on, and prints what they came to. With `--seed` alone it runs that one, and tells it.
pub(crate) fn run(project: &Project, mut options: Options) -> Result<()> {
    let (first, count) = schedules(&mut options)?;
    options.end()?;
    println!("{count} schedules from seed {first} on");
    let mut cargo = project.command("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "gitlab-agents"]);
    cargo.args(["--features", "simulation", "--example", "simulate", "--"]);
    process::run(cargo.args([first.to_string(), count.to_string()]))
}

/// The first seed, and how many schedules. Without a seed every run has new ones.
fn schedules(options: &mut Options) -> Result<(u64, u64)> {
    let seed = options.take("seed", String::new())?;
    if seed.is_empty() {
        let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return Ok((age.as_secs() << 24, options.take("schedules", SCHEDULES)?));
    }
    let seed = seed.parse().with_context(|| format!("--seed {seed} is not usable"))?;
    Ok((seed, options.take("schedules", 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> (u64, u64) {
        let words = line.split_whitespace().map(str::to_owned);
        schedules(&mut Options::from_args(words).unwrap()).unwrap()
    }

    #[test]
    fn a_seed_alone_is_one_schedule() {
        assert_eq!(asked("simulate --seed 7"), (7, 1));
        assert_eq!(asked("simulate --seed 7 --schedules 30"), (7, 30));
        assert_eq!(asked("simulate").1, 1_000_000);
        assert_eq!(asked("simulate --schedules 5").1, 5);
        let words = ["simulate", "--seed", "x"].map(str::to_owned).into_iter();
        assert!(schedules(&mut Options::from_args(words).unwrap()).is_err());
    }
}
