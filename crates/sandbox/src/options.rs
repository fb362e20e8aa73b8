//! The options of a sandbox, and its command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::version::Version;

/// The command line's help text.
pub const USAGE: &str = "\
A local GitLab stand-in. It listens on 127.0.0.1 only and keeps everything in memory.

Usage: sandbox --port P [options]

  --port P               port of the GitLab; 0 takes any free one
  --dist DIR             also serve this folder, as the console, on an origin of its own
  --console-port Q       port of the console; 0 (the default) takes any free one
  --console-path PATH    path the console is served under (default /)
  --agents N             agents in project 1000, platform/large (default 0)
  --projects N           small projects from id 2001, platform/many/... (default 0)
  --hostile              add group hostile, with hostile texts in every field
  --gitlab-version V     version to behave as (default 18.9.0)
  --edition ce|ee        edition to behave as (default ee)
  --kas on|off           whether the agent server is enabled (default on)
  --url-root PATH        relative URL root, such as /gitlab (default none)
  --help                 show this text
";

/// The options of one sandbox.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port of GitLab on 127.0.0.1; 0 picks a free one.
    pub port: u16,
    /// The folder to serve as the console, if any.
    pub console: Option<Console>,
    /// Number of agents in project 1000, `platform/large`.
    pub agents: u32,
    /// Number of small projects, ids from 2001, in `platform/many`.
    pub projects: u32,
    /// Whether to add a group `hostile` with hostile texts in every field.
    pub hostile: bool,
    /// The GitLab version to behave as.
    pub version: Version,
    /// The GitLab edition to behave as.
    pub edition: Edition,
    /// Whether the agent server for Kubernetes (KAS) is enabled.
    pub kas: bool,
    /// Relative URL root: empty, or `/` and segments without a trailing slash.
    pub url_root: String,
}

/// A folder of static files to serve on an origin of its own.
#[derive(Debug, Clone)]
pub struct Console {
    /// The folder.
    pub dist: PathBuf,
    /// The port on 127.0.0.1; 0 picks a free one.
    pub port: u16,
    /// The path to serve the folder under, with leading and trailing slash.
    pub path: String,
}

/// GitLab's editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Community Edition.
    Ce,
    /// Enterprise Edition.
    Ee,
}

/// The parsed command line.
#[derive(Debug)]
pub enum Command {
    /// Print [`USAGE`] and stop.
    Help,
    /// Start a sandbox.
    Serve(Box<Options>),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            console: None,
            agents: 0,
            projects: 0,
            hostile: false,
            version: Version::default(),
            edition: Edition::Ee,
            kas: true,
            url_root: String::new(),
        }
    }
}

impl Command {
    /// Parses the command line, without the program's name.
    ///
    /// # Errors
    ///
    /// An unknown option, a missing or invalid value, or no `--port`.
    pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, lexopt::Error> {
        let mut parser = Parser::from_args(args);
        let mut options = Options::default();
        let mut port = None;
        let mut dist: Option<PathBuf> = None;
        let mut console_port = 0;
        let mut console_path = String::from("/");
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("port") => port = Some(parser.value()?.parse()?),
                Arg::Long("dist") => dist = Some(parser.value()?.into()),
                Arg::Long("console-port") => console_port = parser.value()?.parse()?,
                Arg::Long("console-path") => console_path = folder_path(&parser.value()?.string()?),
                Arg::Long("agents") => options.agents = parser.value()?.parse()?,
                Arg::Long("projects") => options.projects = parser.value()?.parse()?,
                Arg::Long("hostile") => options.hostile = true,
                Arg::Long("gitlab-version") => options.version = parser.value()?.parse()?,
                Arg::Long("edition") => options.edition = parser.value()?.parse_with(edition)?,
                Arg::Long("kas") => options.kas = parser.value()?.parse_with(on_off)?,
                Arg::Long("url-root") => options.url_root = url_root(&parser.value()?.string()?),
                _ => return Err(arg.unexpected()),
            }
        }
        options.port = port.ok_or("--port is required; 0 takes any free port")?;
        options.console = dist.map(|dist| Console { dist, port: console_port, path: console_path });
        Ok(Self::Serve(Box::new(options)))
    }
}

fn edition(text: &str) -> Result<Edition, &'static str> {
    match text {
        "ce" => Ok(Edition::Ce),
        "ee" => Ok(Edition::Ee),
        _ => Err("the edition is ce or ee"),
    }
}

fn on_off(text: &str) -> Result<bool, &'static str> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("say on or off"),
    }
}

fn url_root(text: &str) -> String {
    match text.trim_matches('/') {
        "" => String::new(),
        inner => format!("/{inner}"),
    }
}

fn folder_path(text: &str) -> String {
    format!("{}/", url_root(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, lexopt::Error> {
        Command::parse(line.split_whitespace().map(OsString::from))
    }

    fn options(line: &str) -> Options {
        match parse(line).unwrap() {
            Command::Serve(options) => *options,
            Command::Help => panic!("help was not asked for"),
        }
    }

    #[test]
    fn a_port_is_all_that_is_needed() {
        let options = options("--port 8181");
        assert_eq!(options.port, 8181);
        assert_eq!(options.version.to_string(), "18.9.0");
        assert_eq!(options.edition, Edition::Ee);
        assert!(options.kas);
        assert!(options.console.is_none() && !options.hostile);
        assert!(parse("").is_err());
    }

    #[test]
    fn every_option_is_read() {
        let options = options(
            "--port 0 --dist out --console-port 81 --console-path tools/agents --agents 7 \
             --projects 3 --hostile --gitlab-version 16.1 --edition ce --kas off --url-root gitlab/",
        );
        let console = options.console.unwrap();
        assert_eq!((console.port, console.path.as_str()), (81, "/tools/agents/"));
        assert_eq!((options.agents, options.projects), (7, 3));
        assert!(options.hostile);
        assert!(!options.version.at_least(16, 2));
        assert_eq!(options.edition, Edition::Ce);
        assert!(!options.kas);
        assert_eq!(options.url_root, "/gitlab");
    }

    #[test]
    fn invalid_options_are_refused() {
        for line in ["--port x", "--port 1 --edition pro", "--port 1 --kas maybe", "--port 1 what"]
        {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
