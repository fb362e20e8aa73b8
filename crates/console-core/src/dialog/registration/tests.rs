use super::*;
use crate::failure::FailureKind;
use crate::intent::{Existence, Sent};
use crate::model::{AgentId, Creator, ProjectIdentity, UserId};
use crate::timestamp::Timestamp;

fn order() -> AgentOrder {
    AgentOrder { project: ProjectId(20), name: "edge".to_owned(), me: Some(UserId(7)) }
}

fn agent() -> Agent {
    Agent {
        id: AgentId(6),
        name: "edge".to_owned(),
        project: ProjectIdentity { id: ProjectId(20), path: "root/test".to_owned() },
        created_at: None,
        created_by: Creator::Unstated,
        is_receptive: None,
    }
}

/// A dialog whose registration is under way.
fn ordered() -> Registration {
    let mut dialog = Registration::default();
    assert!(dialog.order(order()).is_empty(), "there is no form");
    dialog.name();
    assert!(matches!(dialog.order(order()).as_slice(), [RegistrationCommand::Create(_)]));
    assert!(dialog.order(order()).is_empty(), "it is sent once");
    dialog
}

fn sent() -> Sent<Agent> {
    let started_at = Timestamp::from_millis(0);
    Sent { order: Rc::new(order()), before: (), started_at }
}

fn failure(kind: FailureKind) -> Failure {
    Failure::without_answer(kind)
}

fn unresolved() -> Creation<Agent> {
    let cause = failure(FailureKind::Server);
    Creation::Unresolved { sent: sent(), existence: Existence::Open, cause }
}

#[test]
fn nothing_is_closed_that_is_under_way() {
    let mut dialog = ordered();
    assert!(dialog.ask_to_close().is_empty() && dialog.is_open());
    assert!(dialog.look_again().is_empty());
}

#[test]
fn a_registered_agent_is_welcomed() {
    let order = Rc::new(order());
    let made = Creation::Created { order: Rc::clone(&order), made: agent() };
    let mut dialog = ordered();
    let commands = dialog.told(&made, true);
    assert!(matches!(
        commands.as_slice(),
        [RegistrationCommand::Follow, RegistrationCommand::Welcome(_)]
    ));
    assert!(!dialog.is_open());

    let found = Creation::Found { order, found: agent(), existence: Existence::Proven };
    let commands = ordered().told(&found, true);
    assert!(matches!(commands.as_slice(), [RegistrationCommand::Follow,
        RegistrationCommand::TellUnheard(name), RegistrationCommand::Welcome(_)] if name == "edge"));
}

#[test]
fn a_refusal_goes_back_to_the_form() {
    let why = failure(FailureKind::Forbidden);
    let mut dialog = ordered();
    let commands = dialog.told(&Creation::Refused { order: Rc::new(order()), why }, true);
    assert!(matches!(
        commands.as_slice(),
        [
            RegistrationCommand::Follow,
            RegistrationCommand::NoteDenial(..),
            RegistrationCommand::Heed(_)
        ]
    ));
    assert!(matches!(dialog, Registration::Naming { refused: Some(_) }));
}

#[test]
fn an_outcome_is_forgotten_once_it_was_seen() {
    let denied = Creation::NotCreated { sent: sent(), cause: failure(FailureKind::TimedOut) };
    for state in [denied, unresolved()] {
        let mut dialog = ordered();
        let _ = dialog.told(&state, true);
        assert!(matches!(dialog.ask_to_close().as_slice(), [RegistrationCommand::Forget(_)]));
        assert!(!dialog.is_open());
        let mut dialog = ordered();
        let _ = dialog.told(&state, true);
        assert!(matches!(dialog.name_again().as_slice(), [RegistrationCommand::Forget(_)]));
        assert!(matches!(dialog, Registration::Naming { refused: None }));
    }
}

#[test]
fn what_is_not_known_can_be_looked_for_again() {
    let mut dialog = ordered();
    let commands = dialog.told(&unresolved(), true);
    assert!(matches!(
        commands.as_slice(),
        [RegistrationCommand::Follow, RegistrationCommand::Heed(_)]
    ));
    assert!(matches!(dialog.look_again().as_slice(), [RegistrationCommand::Resume(_)]));
    assert!(dialog.look_again().is_empty() && dialog.ask_to_close().is_empty());
    assert!(dialog.is_open(), "it is looked for");
}

#[test]
fn the_next_person_hears_nothing_of_it() {
    let mut dialog = Registration::default();
    assert!(dialog.told(&unresolved(), false).is_empty());
    assert!(!dialog.is_open());
}
