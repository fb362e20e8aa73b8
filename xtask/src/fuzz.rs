//! `fuzz`: coverage-guided runs of the targets in `tests/fuzz`, for as long as wanted.

mod stats;

use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Context, Result, bail};
use lexopt::Parser;
use lexopt::prelude::*;
use stats::Stats;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// Limits per input: time in seconds, memory in MiB.
const LIMITS: [&str; 2] = ["-timeout=5", "-rss_limit_mb=512"];

/// The longest input, in bytes. Native tests cover longer ones.
const LONGEST: &str = "-max_len=16384";

/// Runs every target, or the selected one. A finding does not stop the others.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let mut seconds = 60;
    let mut chosen = String::new();
    while let Some(option) = options.next()? {
        match option {
            Long("seconds") => seconds = options.value()?.parse()?,
            Long("target") => chosen = options.value()?.string()?,
            _ => return Err(option.unexpected().into()),
        }
    }
    let targets = targets(project, &chosen)?;

    let mut steps = Steps::default();
    let path = setup::for_fuzz(project, &mut steps)?;
    let fuzzing = Fuzzing { project, path, seconds };
    steps.run("Build the targets", "1 min, the first time 4 min", || {
        process::run(&mut fuzzing.cargo_fuzz("build"))
    })?;
    let mut lines = Vec::new();
    for target in &targets {
        let step = format!("Fuzz {target} for {seconds} s");
        if let Some(stats) = steps.run_or_continue(&step, "", || fuzzing.target(target)) {
            lines.push(format!("{target}: {stats}"));
        }
    }
    println!("\n{}", lines.join("\n"));
    steps.finish()
}

struct Fuzzing<'a> {
    project: &'a Project,
    path: OsString,
    seconds: u32,
}

impl Fuzzing<'_> {
    /// Runs one target. Inputs that reach new code are kept for the next run.
    fn target(&self, target: &str) -> Result<Stats> {
        let folder = self.project.target().join("fuzz");
        let corpus = folder.join("corpus").join(target);
        let findings = folder.join("findings").join(target);
        for folder in [&corpus, &findings] {
            fs::create_dir_all(folder)?;
        }
        let log = folder.join(format!("{target}.log"));
        let mut command = self.cargo_fuzz("run");
        command.arg(target).arg(&corpus).arg(seeds(self.project).join(target)).arg("--");
        command.args(LIMITS).args([LONGEST, "-print_final_stats=1"]);
        command.arg(format!("-max_total_time={}", self.seconds));
        command.arg(format!("-artifact_prefix={}/", findings.display()));
        let output = File::create(&log)?;
        command.stdout(output.try_clone()?).stderr(output);
        let ended = process::run(&mut command);
        let text = fs::read_to_string(&log)?;
        ended.with_context(|| {
            format!("{}\nAll of it is in {}", stats::finding(&text), log.display())
        })?;
        Stats::read(&text).context("libFuzzer ended without its account")
    }

    /// cargo-fuzz without a sanitizer: there is no unsafe code to check, and sanitizers need
    /// nightly Rust. Its other nightly flags work with the pinned Rust.
    fn cargo_fuzz(&self, what: &str) -> Command {
        let mut command = self.project.command("cargo");
        command.env("PATH", &self.path).env("RUSTC_BOOTSTRAP", "1");
        command.args(["fuzz", what, "--sanitizer", "none"]);
        command
    }
}

/// The target names, sorted.
fn targets(project: &Project, chosen: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(seeds(project))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    if chosen.is_empty() {
        return Ok(names);
    }
    if !names.iter().any(|name| name == chosen) {
        bail!("there is no target {chosen}; there are {}", names.join(", "));
    }
    Ok(vec![chosen.to_owned()])
}

/// The folder of seed inputs, one subfolder per target.
fn seeds(project: &Project) -> PathBuf {
    project.root().join("tests/fuzz/seeds")
}
