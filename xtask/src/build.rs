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
    console(project, &tools, &mut steps)?;
    println!("\nThe console is in {}.", project.dist().display());
    Ok(())
}

/// Builds the console in release.
pub(crate) fn console(project: &Project, tools: &BuildTools, steps: &mut Steps) -> Result<()> {
    steps.run("Build the console", "1 to 2 min, the first time 4 to 6", || {
        let mut trunk = project.command("trunk");
        trunk.args(["build", "--release"]).env("PATH", &tools.path);
        process::run(&mut trunk)
    })
}
