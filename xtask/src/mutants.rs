//! `mutants`: breaks the rules in every small way that cargo-mutants knows, and asks whether a test
//! notices. `.cargo/mutants.toml` says what is broken, and how.

use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::Result;
use lexopt::Parser;
use lexopt::prelude::*;
use std::ffi::OsString;

/// The crates whose own tests have to notice. What is wrong in the others shows in a browser.
const CRATES: [&str; 2] = ["console-core", "gitlab-agents"];

/// Inputs for each property. A mutant that only the thirty-third finds asks for an example of its
/// own.
const PROPTEST_CASES: &str = "32";

/// The memory that a mutant may take, in KiB: some go round for ever and keep what they find.
const MEMORY_KIB: &str = "8388608";

/// The status of cargo-mutants where a test noticed every mutant that came to an end. One that goes
/// round for ever is noticed too.
const TIMEOUT: i32 = 3;

/// Breaks the crates, or the part that was asked for, and fails where cargo-mutants does.
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
    // The copy that is broken has build results of its own, which go with it.
    command.env_remove("CARGO_TARGET_DIR").env("PATH", path).env("PROPTEST_CASES", PROPTEST_CASES);
    process::run_or(&mut command, TIMEOUT)
}
