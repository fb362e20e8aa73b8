//! Chromium, for the browser tests, and the fonts that its pictures need.

use super::debian::{can_install, install};
use crate::process;
use crate::steps::Steps;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The program: `CHROMIUM`, else what `PATH` has, else what Debian's package brings.
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

/// Installs Korean glyphs where pictures would show boxes. Pictures can do without.
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
