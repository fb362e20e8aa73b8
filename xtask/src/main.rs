//! Set-up, build, demo and tests of the agent console: `cargo xtask help` lists the commands.

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
mod options;
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
mod temporary;
mod test;
mod walls;

use anyhow::{Result, bail};
use options::Options;
use project::Project;
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  demo         start the console with a GitLab of its own, to sign in and try everything
               --console-port N  port of the console (8180)
               --port N          port of that GitLab (8181)
  test         check, build and test everything, in a browser too
  build        put the finished console into dist/
  package      an archive of the console with its config.json, compressed files and headers for hosts
               --config FILE     the config.json of the deployment
               --gitlab URL      the GitLab behind a path such as / in it
               --dist DIR        a console that is built already; without it, one is built
               --out DIR         where to put the archive (the repository)
  size         what the console in dist/ weighs over the wire; fails over the budget, or over
               size-ceiling.json, which --lower brings down
  walls        check that the rooms in src/ use only what ARCHITECTURE.md allows
  fuzz         give every reader of foreign bytes as many bad inputs as fit into a minute
               --seconds N       how long for each target (60)
               --target NAME     one of them only
  mutants      break the rules in every small way, and see whether a test notices
               --package NAME    console-core or gitlab-agents only
               --file GLOB       files of such a name only
               --shard K/N       every N-th mutant only, from the K-th on, counted from 0
  policy       what csp_evaluator finds in the page's policy; fails on what is not known
  audit        known weaknesses of crates and npm packages, which takes the network
  sbom         write what the console consists of into agent-console.cdx.json (CycloneDX)
  reproduce    build what is committed in two folders and compare every byte
  screenshots  pictures of every view, in both themes and languages and three widths
  simulate     lost replies, reloads and second tabs by the million, under the promises of SECURITY.md
               --schedules N     how many (1000000)
               --seed S          run that one again, and tell what happens in it
  soak         dialogs, reads and changes of place by the thousand, and what memory they take
               --rounds N        how many (1000)
  bench        how fast the console is, beside a page in plain DOM that does the same
               --rounds N        how often each is visited (15)
               --quick           one round with few agents, to see that it runs
               --write           put the figures into docs/performance.md
  stranger     do what README.md says, in a fresh clone, until a token is on the screen

Every command first puts in place what it needs and is missing. Tools and build results are kept
in $XDG_CACHE_HOME/agent-console (usually ~/.cache/agent-console), for all clones together.";

fn main() -> ExitCode {
    match run(Options::from_args(std::env::args().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Result<Options>) -> Result<()> {
    let options = options?;
    let project = Project::here()?;
    match options.command() {
        "demo" => demo::run(&project, options),
        "test" => options.end().and_then(|()| test::run(&project)),
        "build" => options.end().and_then(|()| build::run(&project)),
        "package" => package::run(&project, options),
        "size" => size::run(&project, options),
        "walls" => options.end().and_then(|()| walls::run(&project)),
        "fuzz" => fuzz::run(&project, options),
        "mutants" => mutants::run(&project, options),
        "policy" => options.end().and_then(|()| policy::run(&project)),
        "audit" => options.end().and_then(|()| dependencies::audit(&project)),
        "sbom" => options.end().and_then(|()| sbom::run(&project)),
        "reproduce" => options.end().and_then(|()| reproduce::run(&project)),
        "screenshots" => options.end().and_then(|()| screenshots::run(&project)),
        "bench" => bench::run(&project, options),
        "simulate" => simulate::run(&project, options),
        "soak" => soak::run(&project, options),
        "stranger" => options.end().and_then(|()| stranger::run(&project)),
        // Trunk calls this after a build; Trunk.toml has the hook.
        "finish-dist" => options.end().and_then(|()| dist::finish(&project)),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command {other:?}\n\n{HELP}"),
    }
}
