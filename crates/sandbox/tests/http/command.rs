//! The command: its output, signals and errors.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

fn sandbox(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(args: &[&str]) -> Output {
    sandbox(args).output().unwrap()
}

/// Sends a signal by name; returns the exit code and the remaining output.
fn end(mut child: Child, signal: &str) -> (Option<i32>, String) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let mut rest = String::new();
    child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code(), rest)
}

/// Starts a sandbox and reads its first line.
fn start(args: &[&str]) -> (Child, String) {
    let mut child = sandbox(args).spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    child.stdout = Some(stdout.into_inner());
    (child, line)
}

#[test]
fn prints_its_addresses_and_stops_on_signals() {
    for signal in ["-INT", "-TERM"] {
        let (child, line) = start(&["--port", "0", "--agents", "3", "--projects", "2"]);
        assert!(line.starts_with("{\"gitlab\":\"http://127.0.0.1:"), "{line}");
        let told: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(told["console"], Value::Null);
        let url = format!("{}/api/v4/version", told["gitlab"].as_str().unwrap());
        let token = ("private-token", "glpat-sandbox-guest");
        let answer = crate::lab::client().get(url).header(token.0, token.1).call().unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(end(child, signal), (Some(0), String::new()));
    }
}

#[test]
fn a_busy_port_is_one_clear_message() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(&["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let expected = format!(
        "sandbox: port {port} on 127.0.0.1 is in use; stop what holds it or choose another with \
         --port\n"
    );
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn an_invalid_option_points_to_the_help() {
    for args in [&["--port"][..], &[], &["--port", "0", "--dist", "/no/such/folder"], &["--fast"]] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1, "{args:?}");
    }
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert_eq!(String::from_utf8(help.stdout).unwrap(), sandbox::USAGE);
}
