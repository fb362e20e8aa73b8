//! Installs Debian packages.

use crate::process;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Whether packages can be installed: needs root and apt.
pub(super) fn can_install() -> bool {
    let user = process::output(Command::new("id").arg("-u")).unwrap_or_default();
    user.trim() == "0" && Path::new("/usr/bin/apt-get").is_file()
}

/// Installs packages without their recommended ones.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt().arg("update"))?;
    let mut install = apt();
    install.args(["install", "-y", "--no-install-recommends"]).args(packages);
    process::run(&mut install).with_context(|| {
        format!("Debian's {} could not be installed; do it by hand", packages.join(" and "))
    })
}
