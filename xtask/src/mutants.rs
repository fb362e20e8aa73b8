//! `mutants`: mutation testing with cargo-mutants. `.cargo/mutants.toml` says what is mutated and
//! how.

use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::Result;
use lexopt::Parser;
use lexopt::prelude::*;
use std::ffi::OsString;

/// The crates whose own tests must catch every mutant. Faults in the others show in a browser.
const CRATES: [&str; 2] = ["console-core", "gitlab-agents"];

/// proptest cases per property. A mutant that only the 33rd case catches needs its own example.
const PROPTEST_CASES: &str = "32";

/// Memory limit per mutant, in KiB: some never terminate and keep allocating.
const MEMORY_KIB: &str = "8388608";

/// cargo-mutants' exit status if some mutants timed out and all others were caught. A mutant that
/// never terminates counts as caught.
const TIMEOUT: i32 = 3;

/// Mutates the crates, or the selected part, and fails if cargo-mutants does.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let mut package = None;
    let mut chosen = Vec::new();
    while let Some(option) = options.next()? {
        match option {
            Long("package") => package = Some(options.value()?.string()?),
            Long("file") => chosen.extend(["--file".into(), options.value()?]),
            Long("shard") => {
                chosen.extend(["--sharding", "round-robin", "--shard"].map(OsString::from));
                chosen.push(options.value()?);
            }
            _ => return Err(option.unexpected().into()),
        }
    }

    let mut command = project.command("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY_KIB}; exec \"$@\""), "sh"]);
    command.args(["cargo", "mutants", "--output"]).arg(project.target());
    match &package {
        Some(package) => command.args(["--package", package]),
        None => command.args(CRATES.map(|package| ["--package", package]).as_flattened()),
    };
    command.args(chosen);
    let path = setup::for_mutants(project, &mut Steps::default())?;
    // The mutated copy gets its own build results, deleted along with it.
    command.env_remove("CARGO_TARGET_DIR").env("PATH", path).env("PROPTEST_CASES", PROPTEST_CASES);
    process::run_or(&mut command, TIMEOUT)
}
