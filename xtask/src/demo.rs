//! `demo`: runs the console with a GitLab sandbox to try it on.

use crate::files::copy_folder;
use crate::project::Project;
use crate::sandbox::{self, Ports, Sandbox};
use crate::steps::Steps;
use crate::{build, setup};
use anyhow::{Result, bail, ensure};
use lexopt::Parser;
use lexopt::prelude::*;
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

const GUIDE: &str = "
Sign in with one of these tokens:
  glpat-sandbox-maintainer   may do everything
  glpat-sandbox-developer    may read, and sees why it may not write
  glpat-sandbox-mixed        Maintainer in some projects, Developer in others
  glpat-sandbox-readonly     lacks the scope to write
  glpat-sandbox-expiring     expires in five days
  glpat-sandbox-korean       GitLab answers in Korean
  glpat-sandbox-granular     a fine-grained token with every permission; also -granular-read,
                             and -granular-without-create_cluster_agent_token and the like

What to try:
  - Choose the group `platform`: about sixty agents in every state.
  - Open an agent, create a token, and install the agent with the commands shown.
  - Choose the project `root/test`: agent-5 already has two tokens, so one must be revoked first.
  - Register an agent in `root/empty`, then delete it.

Nothing is saved: every start has the same data. Ctrl-C stops both.";

/// Builds the console, starts it with a sandbox, and runs until interrupted.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let mut ports = Ports { gitlab: 8181, console: 8180 };
    while let Some(option) = options.next()? {
        match option {
            Long("port") => ports.gitlab = options.value()?.parse()?,
            Long("console-port") => ports.console = options.value()?.parse()?,
            _ => return Err(option.unexpected().into()),
        }
    }
    // Check now: the build takes minutes.
    ensure_free(ports.gitlab, "--port")?;
    ensure_free(ports.console, "--console-port")?;

    let mut steps = Steps::default();
    let tools = setup::for_build(project, &mut steps)?;
    steps.run("Build the console", build::USUALLY, || build::console(project, &tools))?;
    let program =
        steps.run("Build the sandbox", "10 s, the first time 1 min", || sandbox::build(project))?;
    let dist = steps.run("Start", "", || copy_with_config(project, ports))?;

    // From here on every terminating signal stops the sandbox too.
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGCHLD])?;
    let mut sandbox = Sandbox::start(project, &program, &dist, ports, &[])?;
    println!("\nThe console:  {}\nIts GitLab:   {}\n{GUIDE}", sandbox.console, sandbox.gitlab);
    for signal in signals.forever() {
        if signal != SIGCHLD {
            println!("\nEnded.");
            break;
        }
        if let Some(status) = sandbox.ended()? {
            bail!("the sandbox ended by itself ({status})");
        }
    }
    Ok(())
}

fn ensure_free(port: u16, option: &str) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    ensure!(
        listener.is_ok(),
        "port {port} is taken; end what uses it, or choose another with {option}"
    );
    Ok(())
}

/// Copies the console and writes a configuration that names this demo's GitLab. Demos on other
/// ports get their own copy.
fn copy_with_config(project: &Project, ports: Ports) -> Result<PathBuf> {
    let copy = project.target().join(format!("demo-{}", ports.console));
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    copy_folder(&project.dist(), &copy)?;
    let gitlab = format!("http://127.0.0.1:{}", ports.gitlab);
    let config = serde_json::json!({ "gitlabs": [gitlab] });
    fs::write(copy.join("config.json"), config.to_string())?;
    Ok(copy)
}
