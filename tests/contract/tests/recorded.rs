//! The cases against recorded responses.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support {
    pub(crate) mod tape;
}

use console_core::timestamp::Timestamp;
use contract::Stage;
use gitlab_agents::GitLabUrl;
use gitlab_agents::simulation::{Reply, Sent, SimulatedClock, SimulatedGitLab};
use std::cell::RefCell;
use std::rc::Rc;
use support::tape::{self, Player};

const COMMON: &str = include_str!("tapes/documented.http");
const TAPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tapes");
const GITLAB: &str = "https://gitlab.example.com";

/// Runs one case against its tape, if the common one is not enough.
fn play(case: &str) {
    let own = std::fs::read_to_string(format!("{TAPES}/{case}.http")).unwrap_or_default();
    let player = Rc::new(RefCell::new(Player::new(tape::read(&own), tape::read(COMMON))));
    let playing = player.clone();
    let answer = move |sent: &Sent| match sent.url.strip_prefix(GITLAB) {
        // A tape assumes that the sandbox is set up.
        Some(path) if path.starts_with("/-/sandbox/") => Reply::json(200, "[]"),
        Some(_) => playing.borrow_mut().answer(sent),
        None => Reply::nothing(gitlab_agents::NoReply::Unreachable),
    };
    let now = Timestamp::parse_rfc3339("2026-11-22T12:00:00Z").unwrap();
    let clock = SimulatedClock::at(now);
    let stage = Stage {
        gitlab: GitLabUrl::parse(GITLAB).unwrap(),
        transport: SimulatedGitLab::new(&clock, answer),
        clock: clock.clone(),
        is_cross_origin: false,
    };
    if let Err(why) = clock.run(contract::run(case, &stage)) {
        panic!("{case}: {why}");
    }
    assert_eq!(player.borrow().left_over(), [""; 0], "{case}: on the tape, and never asked for");
}

#[test]
fn every_tape_has_its_case() {
    for entry in std::fs::read_dir(TAPES).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(name == "documented" || contract::CASES.contains(&name), "{name}");
    }
}

macro_rules! case {
    ($name:ident) => {
        #[test]
        fn $name() {
            play(stringify!($name));
        }
    };
}
contract::for_each_case!(case);
