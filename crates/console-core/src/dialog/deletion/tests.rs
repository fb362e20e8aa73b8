use super::*;
use crate::failure::FailureKind;
use crate::model::AgentId;

fn target() -> Target {
    Target {
        agent: AgentId(5),
        agent_name: "edge".to_owned(),
        project: ProjectId(20),
        project_path: "root/test".to_owned(),
    }
}

/// A dialog in which the person has confirmed.
fn deleting() -> Deletion {
    let mut dialog = Deletion::default();
    assert!(matches!(dialog.begin(target()).as_slice(), [DeletionCommand::LookAtTokens(_)]));
    assert!(matches!(dialog.confirm().as_slice(), [DeletionCommand::Delete(_)]));
    assert!(dialog.confirm().is_empty(), "it is sent once");
    dialog.ask_to_close();
    assert!(dialog.is_open(), "it is under way");
    dialog
}

#[test]
fn how_it_ended_is_told() {
    let mut dialog = deleting();
    assert_eq!(dialog.removed(Removal::Done), [DeletionCommand::TellDeleted(target())]);
    assert!(!dialog.is_open());
    assert_eq!(deleting().removed(Removal::AlreadyGone), [DeletionCommand::TellGone(target())]);
}

#[test]
fn what_did_not_succeed_is_asked_again() {
    let why = Failure::without_answer(FailureKind::Forbidden);
    for removal in [Removal::Refused(why.clone()), Removal::Unknown(why.clone())] {
        let mut dialog = deleting();
        let denial = DeletionCommand::NoteDenial(ProjectId(20), why.clone());
        assert_eq!(dialog.removed(removal), [denial, DeletionCommand::Heed(why.clone())]);
        assert!(
            matches!(&dialog, Deletion::Confirming { failure: Some(told), .. } if *told == why)
        );
        dialog.ask_to_close();
        assert!(!dialog.is_open());
    }
}

#[test]
fn an_end_that_nobody_waits_for_changes_nothing() {
    let mut dialog = Deletion::default();
    let _ = dialog.begin(target());
    assert!(dialog.removed(Removal::Done).is_empty() && dialog.is_open());
}
