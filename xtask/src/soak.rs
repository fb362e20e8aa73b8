//! `soak`: hours of use in minutes, to find memory that the page does not release.

use crate::project::Project;
use crate::steps::Steps;
use crate::test::browser::playwright;
use crate::{build, process, sandbox, setup};
use anyhow::Result;
use lexopt::Parser;
use lexopt::prelude::*;

/// How often to open the dialog with a new token and reload the table; navigation happens a fifth
/// as often.
const ROUNDS: u32 = 1_000;

/// Builds the console, runs the rounds, and fails if the page ends up with more memory.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let mut rounds = ROUNDS;
    while let Some(option) = options.next()? {
        match option {
            Long("rounds") => rounds = options.value()?.parse()?,
            _ => return Err(option.unexpected().into()),
        }
    }
    let mut steps = Steps::default();
    let build_tools = setup::for_build(project, &mut steps)?;
    let test_tools = setup::for_browser(project, &mut steps)?;
    steps.run("Build the console", build::USUALLY, || build::console(project, &build_tools))?;
    let program = steps.run("Build the sandbox", "10 s", || sandbox::build(project))?;
    steps.run("Soak", "20 min for 1,000 rounds", || {
        let mut playwright = playwright(project, &test_tools, &program, &["soak"]);
        process::run(playwright.env("SOAK_ROUNDS", rounds.to_string()))
    })
}
