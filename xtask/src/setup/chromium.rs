//! Chromium for the browser tests, and the fonts for screenshots.

use super::debian::{can_install, install};
use crate::process;
use crate::steps::Steps;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// By the names of Debian and of Chrome for Testing.
const SHELLS: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];

/// The executable: `CHROMIUM`, else from `PATH`, else from Debian's package.
pub(crate) fn ensure(steps: &mut Steps) -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(given);
        if !path.is_file() {
            bail!("CHROMIUM names {}, and there is no such file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    if !can_install() {
        bail!(
            "there is no Chromium; install Chromium or Chrome, or name one in the variable CHROMIUM"
        );
    }
    steps.run("Install Chromium", "1 to 2 min, once", || install(&["chromium"]))?;
    find().context("Debian's package brought no Chromium; name one in the variable CHROMIUM")
}

/// Chromium's headless shell, in which most tests run in less than half the time: what `PATH` has, else
/// what Debian's package brings. `None` where neither is: the tests then run in Chromium.
pub(crate) fn headless_shell(steps: &mut Steps) -> Result<Option<PathBuf>> {
    let find = || SHELLS.into_iter().find_map(process::find);
    if find().is_none() && can_install() {
        steps.run("Install Chromium's headless shell", "1 min, once", || {
            install(&["chromium-headless-shell"])
        })?;
    }
    Ok(find())
}

/// Installs a Korean font if there is none. Optional: without it, screenshots show boxes.
pub(crate) fn ensure_korean_fonts(steps: &mut Steps) -> Result<()> {
    let known = Command::new("fc-list").args([":lang=ko", "family"]).output();
    if known.is_ok_and(|list| !list.stdout.is_empty()) || !can_install() {
        return Ok(());
    }
    steps.run("Install Korean fonts", "30 s, once", || install(&["fonts-noto-cjk"]))
}

fn find() -> Option<PathBuf> {
    NAMES.into_iter().find_map(process::find)
}
