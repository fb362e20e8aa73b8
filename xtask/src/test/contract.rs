//! Builds the contract tests for a browser.

use crate::process;
use crate::project::Project;
use crate::setup::BuildTools;
use anyhow::Result;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the crate `contract-browser` where the browser tests expect it.
///
/// In cargo's `dev` profile: the cases should compile quickly, and run for seconds only.
pub(crate) fn build(project: &Project, tools: &BuildTools) -> Result<()> {
    let mut cargo = project.command("cargo");
    process::run(cargo.args(["build", "--package", "contract-browser", "--target", TARGET]))?;
    let module = project.target().join(TARGET).join("debug/contract-browser.wasm");
    let mut wasm_bindgen = project.command("wasm-bindgen");
    wasm_bindgen.args(["--target", "web", "--no-typescript"]);
    wasm_bindgen.args(["--out-dir", "tests/contract-browser/pkg"]).arg(module);
    process::run(wasm_bindgen.env("PATH", &tools.path))
}
