//! `build`: the finished console in `dist/`.

use crate::process;
use crate::project::Project;
use crate::setup::{self, BuildTools};
use crate::steps::Steps;
use anyhow::Result;

/// Puts the tools in place and builds.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let tools = setup::for_build(project, &mut steps)?;
    steps.run("Build the console", USUALLY, || console(project, &tools))?;
    println!("\nThe console is in {}.", project.dist().display());
    Ok(())
}

/// How long `console` takes.
pub(crate) const USUALLY: &str = "1 to 2 min, the first time 4 to 6";

/// Builds the console in release.
pub(crate) fn console(project: &Project, tools: &BuildTools) -> Result<()> {
    process::run(project.command("trunk").args(["build", "--release"]).env("PATH", &tools.path))
}
