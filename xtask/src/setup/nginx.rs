//! nginx, to test the configuration files of a package.

use super::debian::{can_install, install};
use crate::process;
use crate::steps::Steps;
use anyhow::{Result, ensure};
use std::env;
use std::path::{Path, PathBuf};

/// nginx, and the module that sends `.br` files.
const PACKAGES: [&str; 2] = ["nginx", "libnginx-mod-http-brotli-static"];

/// The executable: from `PATH`, from Debian's location, else from Debian's package. `None` if it is
/// neither there nor can be installed: its tests are then skipped. If `CI` is set, that is an error
/// instead.
pub(crate) fn ensure(steps: &mut Steps) -> Result<Option<PathBuf>> {
    if let Some(program) = find() {
        return Ok(Some(program));
    }
    // With systemd, the package would start a web server for the whole machine.
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

/// Debian installs it in a folder that is on root's `PATH` only.
fn find() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/sbin/nginx");
    process::find("nginx").or_else(|| debian.is_file().then_some(debian))
}
