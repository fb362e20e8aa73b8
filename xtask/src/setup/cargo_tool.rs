//! Tools installed by cargo: Trunk, wasm-bindgen, cargo-deny, cargo-cyclonedx, cargo-fuzz and
//! cargo-mutants.

use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The newest Trunk that the pinned Rust compiles.
const TRUNK: &str = "0.21.14";

const CARGO_FUZZ: &str = "0.13.2";
const CARGO_CYCLONEDX: &str = "0.5.9";
const CARGO_DENY: &str = "0.20.2";
const CARGO_MUTANTS: &str = "27.1.0";

struct CargoTool<'a> {
    name: &'a str,
    package: &'a str,
    version: &'a str,
    flags: &'a [&'a str],
    /// The arguments that print its version; a cargo subcommand may only answer as such.
    version_words: &'a [&'a str],
    usually: &'a str,
}

/// The folder to put on `PATH` for Trunk; `None` if it is on `PATH` already.
pub(crate) fn trunk(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let trunk = CargoTool {
        name: "trunk",
        package: "trunk",
        version: TRUNK,
        // The default features are for self-updates and need OpenSSL built with a C compiler.
        flags: &["--locked", "--no-default-features"],
        version_words: &["--version"],
        usually: "5 to 10 min, once",
    };
    trunk.ensure(project, steps)
}

/// The folder to put on `PATH` for cargo-deny; `None` if it is on `PATH` already.
pub(crate) fn cargo_deny(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let cargo_deny = CargoTool {
        name: "cargo-deny",
        package: "cargo-deny",
        version: CARGO_DENY,
        flags: &["--locked"],
        version_words: &["--version"],
        usually: "2 to 6 min, once",
    };
    cargo_deny.ensure(project, steps)
}

/// The folder to put on `PATH` for wasm-bindgen, at exactly the library's version.
pub(crate) fn wasm_bindgen(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let wasm_bindgen = CargoTool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: &wasm_bindgen_version(project)?,
        // Without `--locked`: its lock file names versions that some registry mirrors lack.
        flags: &[],
        version_words: &["--version"],
        usually: "3 to 6 min, once",
    };
    wasm_bindgen.ensure(project, steps)
}

/// The folder to put on `PATH` for cargo-fuzz; `None` if it is on `PATH` already.
pub(crate) fn cargo_fuzz(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let cargo_fuzz = CargoTool {
        name: "cargo-fuzz",
        package: "cargo-fuzz",
        version: CARGO_FUZZ,
        flags: &["--locked"],
        version_words: &["--version"],
        usually: "1 to 4 min, once",
    };
    cargo_fuzz.ensure(project, steps)
}

/// The folder to put on `PATH` for cargo-mutants; `None` if it is on `PATH` already.
pub(crate) fn cargo_mutants(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let cargo_mutants = CargoTool {
        name: "cargo-mutants",
        package: "cargo-mutants",
        version: CARGO_MUTANTS,
        flags: &["--locked"],
        version_words: &["mutants", "--version"],
        usually: "2 to 6 min, once",
    };
    cargo_mutants.ensure(project, steps)
}

/// The folder to put on `PATH` for cargo-cyclonedx; `None` if it is on `PATH` already.
pub(crate) fn cargo_cyclonedx(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    let cargo_cyclonedx = CargoTool {
        name: "cargo-cyclonedx",
        package: "cargo-cyclonedx",
        version: CARGO_CYCLONEDX,
        flags: &["--locked"],
        version_words: &["cyclonedx", "--version"],
        usually: "2 to 4 min, once",
    };
    cargo_cyclonedx.ensure(project, steps)
}

/// The version of the wasm-bindgen library, which the tool must match.
fn wasm_bindgen_version(project: &Project) -> Result<String> {
    let lock = fs::read_to_string(project.root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen");
    let version = version
        .context("Cargo.lock does not mention wasm-bindgen; restore it from the repository")?;
    Ok(version.to_owned())
}

impl CargoTool<'_> {
    fn ensure(&self, project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
        if self.is(self.name) {
            return Ok(None);
        }
        let folder = project.tool(self.name, self.version);
        let bin = folder.join("bin");
        if !self.is(bin.join(self.name)) {
            let step = format!("Compile {} {}", self.name, self.version);
            steps.run(&step, self.usually, || {
                let mut cargo = project.command("cargo");
                cargo.args(["install", self.package, "--version", self.version]);
                cargo.args(self.flags).arg("--root").arg(&folder);
                // Favour compile time over run time: the tools run for seconds.
                cargo
                    .env("CARGO_TARGET_DIR", project.tool_builds())
                    .env("CARGO_PROFILE_RELEASE_LTO", "false")
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
                process::run(&mut cargo).with_context(|| {
                    format!(
                        "{} {} could not be installed; install it by hand and put it on PATH",
                        self.name, self.version
                    )
                })
            })?;
        }
        Ok(Some(bin))
    }

    fn is(&self, program: impl AsRef<Path>) -> bool {
        process::version_from(Command::new(program.as_ref()).args(self.version_words))
            .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(self.version))
    }
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_exact_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
