//! `mutants`: breaks the rules in every small way that cargo-mutants knows, and asks whether a test notices.

mod tally;

use crate::options::Options;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use tally::Tally;

/// The crates whose own tests have to notice. What is wrong in the others shows in a browser.
const CRATES: [&str; 2] = ["console-core", "gitlab-agents"];

/// What of a hundred mutants has to be noticed.
const WANTED_PERCENT: usize = 90;

/// Inputs for each property. A mutant that only the thirty-third finds asks for an example of its own.
const PROPTEST_CASES: &str = "32";

/// The memory that a mutant may take, in KiB: some go round for ever and keep what they find.
const MEMORY_KIB: &str = "8388608";

/// Breaks the crates, or the part that was asked for, and fails where too much goes unnoticed.
pub(crate) fn run(project: &Project, mut options: Options) -> Result<()> {
    let package: String = options.take("package", String::new())?;
    let chosen = Chosen {
        shard: options.take("shard", String::new())?,
        file: options.take("file", String::new())?,
    };
    options.end()?;
    let packages = packages(&package)?;

    let mut steps = Steps::default();
    let path = setup::for_mutants(project, &mut steps)?;
    let mut lines = Vec::new();
    for package in packages {
        let tally = steps.attempt(&format!("Break {package}"), "3 s for each mutant", || {
            let tally = break_crate(project, &path, package, &chosen)?;
            lines.push(format!("{package}: {tally}"));
            Ok(tally)
        });
        if let Some(tally) = tally {
            steps.attempt(&format!("{WANTED_PERCENT} % of {package} noticed"), "", || {
                tally.check(WANTED_PERCENT)
            });
        }
    }
    println!("\n{}", lines.join("\n"));
    steps.finish()
}

/// Which of the mutants. Nothing is all of them.
struct Chosen {
    /// `K/N`: every N-th, from the K-th on, which is from 0 on.
    shard: String,
    /// A pattern for the names of files.
    file: String,
}

fn packages(chosen: &str) -> Result<Vec<&'static str>> {
    let packages: Vec<_> =
        CRATES.into_iter().filter(|known| chosen.is_empty() || *known == chosen).collect();
    if packages.is_empty() {
        bail!("there are no mutants of {chosen:?}; there are of {}", CRATES.join(" and "));
    }
    Ok(packages)
}

/// Breaks one crate. cargo-mutants works in a copy of the repository in a temporary folder, and its account
/// goes among the build results.
fn break_crate(
    project: &Project,
    path: &OsString,
    package: &str,
    chosen: &Chosen,
) -> Result<Tally> {
    let folder = project.target().join("mutants").join(package);
    fs::create_dir_all(&folder)?;
    let status = cargo_mutants(project, path, package, chosen, &folder)
        .status()
        .context("cannot start cargo-mutants")?;
    // 2 and 3 say that mutants were missed or went round for ever.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants failed ({status})");
    }
    Tally::read(&folder.join("mutants.out"))
}

fn cargo_mutants(
    project: &Project,
    path: &OsString,
    package: &str,
    chosen: &Chosen,
    folder: &Path,
) -> Command {
    let mut command = project.command("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY_KIB}; exec \"$@\""), "sh"]);
    command.args(["cargo", "mutants", "--package", package, "--output"]).arg(folder);
    if !chosen.shard.is_empty() {
        command.args(["--sharding", "round-robin", "--shard", &chosen.shard]);
    }
    if !chosen.file.is_empty() {
        command.args(["--file", &chosen.file]);
    }
    // The copy has build results of its own, which go with it.
    command.env_remove("CARGO_TARGET_DIR").env("PATH", path).env("PROPTEST_CASES", PROPTEST_CASES);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_chosen_by_its_name() {
        assert_eq!(packages("").unwrap(), CRATES);
        assert_eq!(packages("gitlab-agents").unwrap(), ["gitlab-agents"]);
        assert!(packages("sandbox").is_err());
    }
}
