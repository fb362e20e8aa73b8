//! `build`: builds the finished console into `dist/`.

use crate::process;
use crate::project::Project;
use crate::setup::{self, BuildTools};
use crate::steps::Steps;
use anyhow::Result;
use std::process::Command;

/// Installs the tools and builds.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let tools = setup::for_build(project, &mut steps)?;
    steps.run("Build the console", USUALLY, || console(project, &tools))?;
    println!("\nThe console is in {}.", project.dist().display());
    Ok(())
}

/// How long [`console`] usually takes.
pub(crate) const USUALLY: &str = "1 to 2 min, the first time 4 to 6";

/// Builds the console in release mode.
pub(crate) fn console(project: &Project, tools: &BuildTools) -> Result<()> {
    process::run(&mut trunk(project, tools))
}

/// Trunk, set up for a release build.
///
/// Never incremental, even if the environment asks for it: incremental compilation changes what the
/// compiler inlines and the hashes in symbol names, so the same sources would give different
/// bundles.
pub(crate) fn trunk(project: &Project, tools: &BuildTools) -> Command {
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--release"]).env("PATH", &tools.path).env("CARGO_INCREMENTAL", "0");
    trunk
}
