//! `screenshots`: pictures of every view, for review.

use crate::project::Project;
use crate::steps::Steps;
use crate::test::browser::playwright;
use crate::{build, process, sandbox, setup};
use anyhow::Result;

/// Builds the console and takes the pictures.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let build_tools = setup::for_build(project, &mut steps)?;
    let test_tools = setup::for_browser(project, &mut steps)?;
    setup::fonts(&mut steps)?;
    steps.run("Build the console", build::USUALLY, || build::console(project, &build_tools))?;
    let program = steps.run("Build the sandbox", "10 s", || sandbox::build(project))?;
    steps.run("Take the pictures", "1 min", || {
        process::run(&mut playwright(project, &test_tools, &program, &["screenshots"]))
    })?;
    println!("\nThe pictures are in tests/e2e/screenshots.");
    Ok(())
}
