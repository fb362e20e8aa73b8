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
  walls        check that the modules in src/ use only what ARCHITECTURE.md allows
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
