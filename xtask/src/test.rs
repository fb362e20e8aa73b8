//! `test`: everything that must hold before a change goes in.

pub(crate) mod browser;
mod contract;
mod counts;
mod panicking;

use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use crate::{build, dependencies, dist, policy, process, sandbox, sbom, size, walls};
use anyhow::Result;
use counts::Counts;

/// The crates that run on the developer's machine. The root crate only runs in a browser.
const NATIVE: [&str; 6] =
    ["console-core", "gitlab-agents", "sandbox", "contract", "fuzz-targets", "xtask"];

/// Puts everything in place and runs every check. A failed check does not keep the others from
/// running, except those that need its result.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let build_tools = setup::for_build(project, &mut steps)?;
    let test_tools = setup::for_test(project, &mut steps)?;
    let cargo_deny = setup::for_dependencies(project, &mut steps)?;
    let cargo_cyclonedx = setup::for_sbom(project, &mut steps)?;

    steps.attempt("Formatting", "", || {
        process::run(project.command("cargo").args(["fmt", "--all", "--check"]))
    });
    steps.attempt("Clippy, native crates", "10 s, the first time 1 min", || {
        process::run(cargo(project, "clippy", &NATIVE).args([
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    steps.attempt("Clippy, the console", "10 s, the first time 2 min", || {
        let mut clippy = cargo(project, "clippy", &["agent-console", "contract-browser"]);
        clippy.args(["--all-features", "--target", "wasm32-unknown-unknown"]);
        clippy.args(["--", "-D", "warnings"]);
        process::run(&mut clippy)
    });
    steps.attempt("Walls between the rooms", "", || walls::run(project));
    steps.attempt("Types of the scripts", "5 s", || types(project));

    steps
        .attempt("Licences, bans and sources", "2 s", || dependencies::check(project, &cargo_deny));
    steps.attempt("What csp_evaluator finds in the policy", "", || policy::check(project));

    let mut counts = Counts::default();
    steps.attempt("Rust tests", "30 s, the first time 2 min", || {
        let mut tests = cargo(project, "test", &NATIVE);
        process::watch(tests.arg("--no-fail-fast"), |line| counts.add_cargo_line(line))
    });

    let built = steps
        .attempt("Build the console", build::USUALLY, || build::console(project, &build_tools));
    if built.is_some() {
        let program = steps.attempt("Build the sandbox", "10 s", || sandbox::build(project));
        let cases =
            steps.attempt("Build the contract's cases", "15 s, the first time 2 min", || {
                contract::build(project, &build_tools)
            });
        steps.attempt(
            "Build a console that panics on request",
            "20 s, the first time 2 min",
            || panicking::build(project, &build_tools),
        );
        if let Some(program) = program {
            let mut projects = vec!["console", "frame", "element", "hosting"];
            projects.extend(cases.map(|()| "contract"));
            steps.attempt("Browser tests", "10 to 13 min", || {
                browser::run(project, &test_tools, &program, &projects, &mut counts)
            });
        }
        steps.attempt("No path of this machine in the console", "", || {
            dist::check_machine_paths(&project.dist(), project)
        });
        steps.attempt("Every crate of the console in its bill of materials", "", || {
            sbom::check(project, &cargo_cyclonedx)
        });
        steps.attempt("Size budget", "3 s", || size::check_dist(project));
    }

    steps.list();
    println!("\n{counts}");
    steps.finish()
}

fn cargo(project: &Project, command: &str, packages: &[&str]) -> std::process::Command {
    let mut cargo = project.command("cargo");
    cargo.arg(command);
    for package in packages {
        cargo.args(["--package", package]);
    }
    cargo
}

fn types(project: &Project) -> Result<()> {
    for folder in ["loader", "tests/e2e", "bench"] {
        process::run(project.command("node_modules/.bin/tsc").args(["--project", folder]))?;
    }
    Ok(())
}
