//! nginx, for the tests of what a package says to it.

use super::debian::{can_install, install};
use crate::process;
use crate::steps::Steps;
use anyhow::{Result, ensure};
use std::env;
use std::path::{Path, PathBuf};

/// nginx, and its module that sends `.br` files.
const PACKAGES: [&str; 2] = ["nginx", "libnginx-mod-http-brotli-static"];

/// The program: what `PATH` has, what stands where Debian puts it, else what Debian's package brings.
/// `None` where it is not there and is not to be installed: its tests are then skipped, except where
/// `CI` is set, which must not leave them out.
pub(crate) fn ensure(steps: &mut Steps) -> Result<Option<PathBuf>> {
    if let Some(program) = find() {
        return Ok(Some(program));
    }
    // Where systemd runs, the package would start a web server for the whole computer.
    if can_install() && !Path::new("/run/systemd/system").exists() {
        steps.run("Install nginx", "20 s, once", || install(&PACKAGES))?;
    }
    let program = find();
    ensure!(
        program.is_some() || env::var_os("CI").is_none(),
        "there is no nginx, and CI is set; install Debian's {}",
        PACKAGES.join(" and ")
    );
    if program.is_none() {
        println!(
            "\nThere is no nginx: its tests are skipped. Install Debian's {} to run them.",
            PACKAGES.join(" and ")
        );
    }
    Ok(program)
}

/// Debian puts it where only root has its `PATH`.
fn find() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/sbin/nginx");
    process::find("nginx").or_else(|| debian.is_file().then_some(debian))
}
