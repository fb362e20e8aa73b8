//! Progress output: the current step, its usual duration, and the actual one.

use anyhow::{Error, Result, bail};
use std::time::{Duration, Instant};

/// The steps of one command, in order.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: String,
    took: Duration,
    failed: bool,
}

impl Steps {
    /// Runs a step. `usually` is its usual duration, if long.
    pub(crate) fn run<T>(
        &mut self,
        name: &str,
        usually: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        match usually {
            "" => println!("\n==> {name}"),
            _ => println!("\n==> {name} (usually {usually})"),
        }
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        match &result {
            Ok(_) => println!("    done in {}", Seconds(took)),
            Err(_) => println!("    failed after {}", Seconds(took)),
        }
        self.done.push(Step { name: name.to_owned(), took, failed: result.is_err() });
        result.map_err(|error| error.context(name.to_owned()))
    }

    /// Runs a step and continues if it fails; [`Self::finish`] reports the failure.
    pub(crate) fn run_or_continue<T>(
        &mut self,
        name: &str,
        usually: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Option<T> {
        self.run(name, usually, work).map_err(|error| report(&error)).ok()
    }

    /// Lists every step with its duration.
    pub(crate) fn list(&self) {
        println!();
        for step in &self.done {
            let result = if step.failed { "FAILED" } else { "ok" };
            println!("{:>9}  {result:<6}  {}", Seconds(step.took).to_string(), step.name);
        }
    }

    /// Fails with the names of the steps that failed, if any.
    pub(crate) fn finish(&self) -> Result<()> {
        let failed: Vec<_> =
            self.done.iter().filter(|step| step.failed).map(|step| step.name.as_str()).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join("; "));
        }
        Ok(())
    }
}

fn report(error: &Error) {
    eprintln!("error: {error:#}");
}

struct Seconds(Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = self.0.as_millis() / 100;
        write!(formatter, "{}.{} s", tenths / 10, tenths % 10)
    }
}
