//! A GitLab, a tab and a person, and what must hold whatever happens to them.
//!
//! One schedule is one run: the person orders tokens and agents, closes dialogs, reloads the page,
//! works in a second tab as well; replies are lost before and after GitLab did what was asked, cut
//! anywhere, late by minutes; lists fail and lag behind; the personal access token ends. All of it
//! is chosen by a [`Tape`]. [`play`] runs one schedule and says what it came to, and which promise
//! was broken, where one was:
//!
//! - At most one request that creates is sent for each thing that is ordered. The browser sends it
//!   again by itself, as Chromium does: once where a connection that was used before ends without
//!   an answer, up to five times on 408.
//! - The journal is stored before that request goes out.
//! - A token that GitLab created for this tab is revealed (with its own value, unless the token of
//!   that was revoked before the value came without saying whose it is), shown, named as orphan, or
//!   said to be possible. It is called refused only where the browser had sent the request before
//!   and the list read after the refusal did not show it yet, and "not created" only where no list
//!   could show it in time: later than [`SECOND_LOOK_MS`](console_core::intent::SECOND_LOOK_MS)
//!   after the reply was lost, given up, or asked about again. Nor does a list show a token that
//!   was revoked elsewhere meanwhile.
//! - Where looking finds one token of an order by its marker, it names all that the list shows. One
//!   that the browser's first request made, beside another whose value is shown, is left to the
//!   hints.
//! - A value that reached the tab is shown, whatever stands around it in the answer, at the latest
//!   when the values before it are put away. So is what was found, when the dialogs before it are
//!   closed.
//! - A token that is called revoked is revoked, whatever answered the request.
//! - A token that was not created is never called created. An orphan without a marker may be
//!   another token of the same name and owner; it is called probable then.
//! - The same for agents, where "found by its name" is true of any agent of that name and owner.
//! - "Not known" is said only where a list could not be read, or did not show what GitLab had
//!   announced.
//! - The value of a token is in no request, in no stored text, in no state but the one that reveals
//!   it, and in no `Debug` form of any.

mod coverage;
mod fate;
mod network;
mod person;
mod server;
mod tab;
mod tape;
mod verdict;

pub use coverage::{Coverage, Mark};
pub use tape::Tape;

use super::SimulatedClock;
use crate::clock::Clock;
use console_core::model::UserId;
use console_core::timestamp::Timestamp;
use server::Server;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const ME: UserId = UserId(7);
const START: Timestamp = Timestamp::from_millis(1_795_305_600_000);

/// How one schedule went.
#[derive(Debug)]
pub struct Played {
    /// What it came to.
    pub coverage: Coverage,
    /// The first promise that was broken, where one was.
    pub violation: Option<String>,
    /// What happened, line by line, where [`explain`] asked for it.
    pub story: Vec<String>,
}

/// Runs the schedule that `tape` chooses.
#[must_use]
pub fn play(tape: Tape) -> Played {
    run(World::new(tape, Story::Untold, None))
}

/// As [`play`], and tells what happens.
#[must_use]
pub fn explain(tape: Tape) -> Played {
    run(World::new(tape, Story::Told, None))
}

fn run(world: World) -> Played {
    let world = Rc::new(world);
    let clock = world.clock.clone();
    clock.run(person::live(&world));
    Played {
        coverage: world.coverage.get(),
        violation: world.violation.take(),
        story: world.story.take(),
    }
}

/// Whether the story of a schedule is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Story {
    Told,
    Untold,
}

/// A mistake that a tab, a browser or a driver could make. Only tests make them, to see that they
/// are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bug {
    /// Every request that creates is sent twice.
    SendsTwice,
    /// A lost reply is told as a refusal.
    TakesLossForRefusal,
    /// The journal is stored only once the reply is lost.
    StoresLate,
    /// The stored text holds the value.
    StoresTheValue,
    /// A reload does not go on with what the journal holds.
    ForgetsTheJournal,
    /// What lists show is not looked at after a loss.
    SeesEmptyLists,
    /// What was found while another dialog was open is not shown afterwards.
    ForgetsWhoWaits,
    /// A value that another one covers goes with that.
    LosesCoveredValues,
}

/// What all parts of one run share.
struct World {
    clock: SimulatedClock,
    tape: RefCell<Tape>,
    server: RefCell<Server>,
    coverage: Cell<Coverage>,
    violation: RefCell<Option<String>>,
    story: RefCell<Vec<String>>,
    is_told: Story,
    bug: Option<Bug>,
}

impl World {
    fn new(mut tape: Tape, is_told: Story, bug: Option<Bug>) -> Self {
        let clock = SimulatedClock::at(START);
        clock.set_random(tape.next());
        Self {
            server: RefCell::new(Server::draw(&mut tape)),
            clock,
            tape: RefCell::new(tape),
            coverage: Cell::default(),
            violation: RefCell::default(),
            story: RefCell::default(),
            is_told,
            bug,
        }
    }

    fn now(&self) -> i64 {
        self.clock.now().as_millis()
    }

    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    fn mark(&self, mark: Mark) {
        self.coverage.set(self.coverage.get().with(mark));
    }

    /// Adds a line to the story. `line` is not called where nobody listens.
    fn tell(&self, line: impl FnOnce() -> String) {
        if self.is_told == Story::Told {
            let millis = START.age_at(self.clock.now());
            let line = format!("{:>7}.{:03}  {}", millis / 1000, millis % 1000, line());
            self.story.borrow_mut().push(line);
        }
    }

    /// A promise is broken.
    fn fail(&self, what: impl FnOnce() -> String) {
        let mut violation = self.violation.borrow_mut();
        if violation.is_none() {
            let what = what();
            self.tell(|| format!("BROKEN: {what}"));
            *violation = Some(what);
        }
    }

    /// Sees that no value of a token stands in `text`.
    fn scan(&self, place: &str, text: &str) {
        if text.contains(server::VALUE) {
            self.fail(|| format!("the value of a token is in {place}"));
        }
    }
}

#[cfg(test)]
mod tests;
