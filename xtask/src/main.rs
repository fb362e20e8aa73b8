//! Set-up, build, demo and tests of agent-console: `cargo xtask help` lists the commands.

mod bench;
mod build;
mod ceiling;
mod demo;
mod dependencies;
mod digest;
mod dist;
mod files;
mod fuzz;
mod mutants;
mod package;
mod policy;
mod process;
mod project;
mod reproduce;
mod sandbox;
mod sbom;
mod screenshots;
mod setup;
mod simulate;
mod size;
mod soak;
mod steps;
mod stranger;
mod test;
mod walls;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser};
use project::Project;
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  demo         start the console with a local GitLab sandbox, to try everything
               --console-port N  port of the console (8180)
               --port N          port of the sandbox (8181)
  test         check, build and test everything, including in a browser
  build        build the finished console into dist/
  package      archive the console with its config.json, compressed files and headers for hosts
               --config FILE     the deployment's config.json
               --gitlab URL      the GitLab behind a path in it, such as /
               --dist DIR        a finished console; without it, one is built
               --out DIR         where to put the archive (the repository)
  size         print the console's compressed size; fails over the budget or size-ceiling.json,
               which --lower lowers to the current sizes
  walls        check that the modules in src/ use only what ARCHITECTURE.md allows
  fuzz         fuzz every parser of untrusted bytes
               --seconds N       duration per target (60)
               --target NAME     this target only
  mutants      run mutation tests of the rules
               --package NAME    console-core or gitlab-agents only
               --file GLOB       matching files only
               --shard K/N       shard K of N, counted from 0
  policy       evaluate the page's policy with csp_evaluator; fails on new findings
  audit        check crates and npm packages for known vulnerabilities; needs the network
  sbom         write the bill of materials to agent-console.cdx.json (CycloneDX)
  reproduce    build the committed state in two folders and compare every byte
  screenshots  take pictures of every view, in both themes and languages and three widths
  simulate     simulate lost replies, reloads and second tabs, under the promises of SECURITY.md
               --schedules N     number of schedules (1000000)
               --seed S          rerun this one and print its events
  soak         open dialogs, read and navigate thousands of times, and check memory
               --rounds N        number of rounds (1000)
  bench        measure the console against a plain DOM page with the same features
               --rounds N        number of visits each (15)
               --quick           one round with few agents, to see that it runs
               --write           write the figures to docs/performance.md
  stranger     follow README.md in a fresh clone until a token is on the screen

Every command first installs the tools it needs. Tools and build results are kept in
$XDG_CACHE_HOME/agent-console (usually ~/.cache/agent-console) and shared by all clones together.";

fn main() -> ExitCode {
    match run(Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut words: Parser) -> Result<()> {
    let command = match words.next()? {
        Some(Arg::Value(command)) => command,
        None | Some(Arg::Long("help") | Arg::Short('h')) => "help".into(),
        Some(option) => return Err(option.unexpected().into()),
    };
    let project = Project::here()?;
    let takes_no_options = |mut words: Parser| match words.next()? {
        None => Ok(()),
        Some(option) => Err(option.unexpected()),
    };
    match command.to_str().unwrap_or_default() {
        "demo" => return demo::run(&project, words),
        "package" => return package::run(&project, words),
        "size" => return size::run(&project, words),
        "fuzz" => return fuzz::run(&project, words),
        "mutants" => return mutants::run(&project, words),
        "bench" => return bench::run(&project, words),
        "simulate" => return simulate::run(&project, words),
        "soak" => return soak::run(&project, words),
        _ => takes_no_options(words)?,
    }
    match command.to_str().unwrap_or_default() {
        "test" => test::run(&project),
        "build" => build::run(&project),
        "walls" => walls::run(&project),
        "policy" => policy::run(&project),
        "audit" => dependencies::audit(&project),
        "sbom" => sbom::run(&project),
        "reproduce" => reproduce::run(&project),
        "screenshots" => screenshots::run(&project),
        "stranger" => stranger::run(&project),
        // Trunk's `post_build` hook; see Trunk.toml.
        "finish-dist" => dist::finish(&project),
        "help" => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("there is no command {command:?}\n\n{HELP}"),
    }
}
