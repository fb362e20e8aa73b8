//! Node and the packages of `package-lock.json`.

use crate::digest::integrity;
use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::{Result, bail};
use std::fs;

/// The oldest major version that the pinned packages support.
const OLDEST: u32 = 20;

/// Fails without a usable Node.
pub(crate) fn check() -> Result<()> {
    let Some(version) = process::version_of("node") else {
        bail!("there is no Node on PATH; install Node {OLDEST} or newer with npm (nodejs.org)");
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|it| it.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST) {
        bail!("this is Node {version}; install Node {OLDEST} or newer (nodejs.org)");
    }
    if process::version_of("npm").is_none() {
        bail!("there is no npm on PATH; install the npm that belongs to Node {version}");
    }
    Ok(())
}

/// Installs the locked packages, unless the same ones were installed last time.
pub(crate) fn install_packages(project: &Project, steps: &mut Steps) -> Result<()> {
    let lock = fs::read(project.root().join("package-lock.json"))?;
    let digest = integrity(&lock);
    let stamp = project.root().join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == digest) {
        return Ok(());
    }
    steps.run("Install the npm packages", "20 s", || {
        let mut npm = project.command("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        process::run(&mut npm)?;
        Ok(fs::write(&stamp, digest)?)
    })
}
