//! `build`: the finished console in `dist/`.

use crate::process;
use crate::project::Project;
use crate::setup::{self, BuildTools};
use crate::steps::Steps;
use anyhow::Result;
use std::process::Command;

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
    process::run(&mut trunk(project, tools))
}

/// Trunk, to build the console in release.
///
/// Never incremental, whatever the environment says: it changes what the compiler inlines, and the hashes in the names
/// of functions, so that one source would give two consoles.
pub(crate) fn trunk(project: &Project, tools: &BuildTools) -> Command {
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--release"]).env("PATH", &tools.path).env("CARGO_INCREMENTAL", "0");
    trunk
}
