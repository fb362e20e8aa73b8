//! The `sandbox` command: see `sandbox --help`.

use std::process::ExitCode;

use sandbox::{Command, Options, Sandbox, StartError, USAGE};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    let options = match Command::parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve(options)) => *options,
        Ok(Command::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(&format!("{error} (sandbox --help tells what there is)")),
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("cannot start: {error}")),
    };
    match runtime.block_on(run(options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

async fn run(options: Options) -> Result<(), StartError> {
    let sandbox = sandbox::start(options).await?;
    announce(&sandbox);
    end_asked_for().await;
    Ok(())
}

/// Prints the one line that announces readiness and addresses.
fn announce(sandbox: &Sandbox) {
    // Formatted by hand to keep the order of the keys; both values are JSON.
    let (gitlab, console) = (json!(sandbox.gitlab()), json!(sandbox.console()));
    println!("{{\"gitlab\":{gitlab},\"console\":{console}}}");
}

async fn end_asked_for() {
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        // Without a handler, the signal ends the process by default.
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("sandbox: {message}");
    ExitCode::FAILURE
}
