//! `test`: every check that must pass before a change lands.

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

/// The crates with native tests. The root crate only runs in a browser.
const NATIVE: [&str; 6] =
    ["console-core", "gitlab-agents", "sandbox", "contract", "fuzz-targets", "xtask"];

/// Installs the tools and runs every check. A failed check stops only those that need its result.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let build_tools = setup::for_build(project, &mut steps)?;
    let test_tools = setup::for_test(project, &mut steps)?;
    let cargo_deny = setup::for_dependencies(project, &mut steps)?;
    let cargo_cyclonedx = setup::for_sbom(project, &mut steps)?;

    steps.run_or_continue("Formatting", "", || {
        process::run(project.command("cargo").args(["fmt", "--all", "--check"]))
    });
    steps.run_or_continue("Clippy, native crates", "10 s, the first time 1 min", || {
        process::run(cargo(project, "clippy", &NATIVE).args([
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    steps.run_or_continue("Clippy, the console", "10 s, the first time 2 min", || {
        let mut clippy = cargo(project, "clippy", &["agent-console", "contract-browser"]);
        clippy.args(["--all-features", "--target", "wasm32-unknown-unknown"]);
        clippy.args(["--", "-D", "warnings"]);
        process::run(&mut clippy)
    });
    steps.run_or_continue("Module dependencies", "", || walls::run(project));
    steps.run_or_continue("Types of the scripts", "5 s", || types(project));

    steps.run_or_continue("Licences, bans and sources", "2 s", || {
        dependencies::check(project, &cargo_deny)
    });
    steps.run_or_continue("What csp_evaluator finds in the policy", "", || policy::check(project));

    let mut counts = Counts::default();
    steps.run_or_continue("Rust tests", "30 s, the first time 2 min", || {
        let mut tests = cargo(project, "test", &NATIVE);
        process::watch(tests.arg("--no-fail-fast"), |line| counts.add_cargo_line(line))
    });

    let built = steps.run_or_continue("Build the console", build::USUALLY, || {
        build::console(project, &build_tools)
    });
    if built.is_some() {
        let program =
            steps.run_or_continue("Build the sandbox", "10 s", || sandbox::build(project));
        let cases = steps.run_or_continue(
            "Build the contract's cases",
            "15 s, the first time 2 min",
            || contract::build(project, &build_tools),
        );
        steps.run_or_continue(
            "Build a console that panics on request",
            "20 s, the first time 2 min",
            || panicking::build(project, &build_tools),
        );
        if let Some(program) = program {
            let mut projects = vec!["console", "frame", "element", "hosting"];
            projects.extend(cases.map(|()| "contract"));
            steps.run_or_continue("Browser tests", "10 to 13 min", || {
                browser::run(project, &test_tools, &program, &projects, &mut counts)
            });
        }
        steps.run_or_continue("No path of this machine in the console", "", || {
            dist::check_machine_paths(&project.dist(), project)
        });
        steps.run_or_continue("Every crate of the console in its bill of materials", "", || {
            sbom::check(project, &cargo_cyclonedx)
        });
        steps.run_or_continue("Size budget", "3 s", || size::check_dist(project));
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
