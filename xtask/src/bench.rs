//! `bench`: measures the console against a plain DOM page, in the same run of the same browser.

use crate::files::copy_folder;
use crate::project::Project;
use crate::sandbox::{self, Ports, Sandbox};
use crate::setup::{BuildTools, TestTools};
use crate::steps::Steps;
use crate::{build, process, setup};
use anyhow::{Context, Result, ensure};
use lexopt::Parser;
use lexopt::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Agents per project. The smallest shows the fixed cost, the others how it grows.
const AGENTS: [u32; 4] = [20, 1_000, 10_000, 50_000];
const QUICK_AGENTS: [u32; 2] = [20, 1_000];
const ROUNDS: u32 = 15;

const BEGIN: &str = "<!-- figures: cargo xtask bench --write -->";
const END: &str = "<!-- end of figures -->";

/// Builds both pages, measures them and prints the figures.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let (mut is_quick, mut writes, mut rounds) = (false, false, None);
    while let Some(option) = options.next()? {
        match option {
            Long("quick") => is_quick = true,
            Long("write") => writes = true,
            Long("rounds") => rounds = Some(options.value()?.parse()?),
            _ => return Err(option.unexpected().into()),
        }
    }
    let rounds = rounds.unwrap_or(if is_quick { 1 } else { ROUNDS });
    ensure!(!(is_quick && writes), "a quick run has no figures that are worth writing down");

    let mut steps = Steps::default();
    let build_tools = setup::for_build(project, &mut steps)?;
    let test_tools = setup::for_test(project, &mut steps)?;
    steps.run("Build the console", build::USUALLY, || build::console(project, &build_tools))?;
    let program =
        steps.run("Build the sandbox, optimised", "10 s, the first time 2 min", || {
            sandbox::build_release(project)
        })?;
    let folder = project.target().join("bench");
    steps.run("Compress both pages", "5 s", || serve_both(project, &build_tools, &folder))?;
    let agents: &[u32] = if is_quick { &QUICK_AGENTS } else { &AGENTS };
    let results = folder.with_file_name("bench.json");
    let usually = if is_quick { "1 min" } else { "2 min a round" };
    steps.run("Measure", usually, || {
        measure(project, &test_tools, &program, &folder, agents, rounds, &results)
    })?;
    let mut report = project.command("node");
    let figures = process::output(report.arg("bench/report.js").arg(&results))?;
    println!("\n{figures}\nEvery sample is in {}.", results.display());
    if writes {
        write(&project.root().join("docs/performance.md"), &figures)?;
    }
    Ok(())
}

/// Copies the console and the plain page into `folder`, so that one server serves both alike.
fn serve_both(project: &Project, tools: &BuildTools, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    copy_folder(&project.dist(), &folder.join("console"))?;
    let plain = folder.join("plain");
    copy_folder(&project.root().join("bench/plain"), &plain)?;
    // Minified like the console's scripts, for a fair comparison.
    let script = plain.join("plain.js");
    let mut terser = project.command("terser");
    terser.env("PATH", &tools.path).arg(&script);
    terser.args(["--compress", "passes=3,ecma=2022", "--mangle", "--module", "--output"]);
    process::run(terser.arg(&script))?;
    process::run(project.command("node").arg("bench/compress.js").arg(folder))
}

fn measure(
    project: &Project,
    tools: &TestTools,
    program: &Path,
    folder: &Path,
    agents: &[u32],
    rounds: u32,
    results: &PathBuf,
) -> Result<()> {
    let ports = Ports { gitlab: 0, console: 0 };
    let sandboxes = agents
        .iter()
        .map(|count| {
            let more = ["--agents", &count.to_string()];
            Ok((count, Sandbox::start(project, program, folder, ports, &more)?))
        })
        .collect::<Result<Vec<_>>>()?;
    let place = |(count, sandbox): &(&u32, Sandbox)| {
        serde_json::json!({
            "agents": count, "gitlab": sandbox.gitlab, "console": sandbox.console,
        })
    };
    let given = serde_json::json!({
        "chromium": tools.chromium,
        "places": sandboxes.iter().map(place).collect::<Vec<_>>(),
        "rounds": rounds,
        "out": results,
    });
    process::run(project.command("node").arg("bench/run.js").arg(given.to_string()))
}

/// Replaces what is between the two markers in the file with `figures`.
fn write(file: &Path, figures: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let text = replaced(&text, figures)
        .with_context(|| format!("{} lacks the marks of the figures", file.display()))?;
    fs::write(file, text)?;
    println!("They stand in {} now.", file.display());
    Ok(())
}

fn replaced(text: &str, figures: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", figures.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_only_between_the_markers() {
        let text = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let expected = format!("before\n{BEGIN}\n\nnew\n\n{END}\nafter\n");
        assert_eq!(replaced(&text, "new\n"), Some(expected.clone()));
        assert_eq!(replaced(&expected, "new\n"), Some(expected));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
