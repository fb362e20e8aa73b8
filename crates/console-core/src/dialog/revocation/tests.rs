use super::*;
use crate::model::{AgentId, Creator, TokenStatus};

const NOW: Timestamp = Timestamp::from_millis(1_795_305_600_000);

fn token(id: u64, last_used: LastUsed) -> Token {
    Token {
        id: TokenId(id),
        agent: AgentId(5),
        name: "edge".to_owned(),
        description: None,
        status: TokenStatus::Active,
        created_at: None,
        created_by: Creator::Unstated,
        last_used,
    }
}

fn what(after: After) -> Revoked {
    let target = Target {
        agent: AgentId(5),
        agent_name: "edge".to_owned(),
        project: ProjectId(20),
        project_path: "root/test".to_owned(),
    };
    Revoked { target, token: token(1, LastUsed::Unknown), after }
}

fn rows(ids: &[u64]) -> Result<Vec<Row<Token>>, Failure> {
    Ok(ids.iter().map(|id| Row::Read(token(*id, LastUsed::Unknown))).collect())
}

fn failure<T>(kind: FailureKind) -> Result<T, Failure> {
    Err(Failure::without_answer(kind))
}

fn reading(after: After) -> Revocation {
    let mut dialog = Revocation::default();
    let commands = dialog.begin(what(after));
    assert!(matches!(commands.as_slice(), [RevocationCommand::Read(_, TokenId(1))]));
    dialog
}

/// A dialog in which the person has confirmed.
fn revoking(after: After) -> Revocation {
    let mut dialog = reading(after);
    let _ = dialog.read(TokenId(1), Ok(token(1, LastUsed::Never)), rows(&[1]), NOW);
    assert!(matches!(dialog.confirm().as_slice(), [RevocationCommand::Revoke(_, TokenId(1))]));
    assert!(dialog.confirm().is_empty(), "it is sent once");
    dialog
}

fn risk(dialog: &Revocation) -> Option<RevokeRisk> {
    match dialog {
        Revocation::Confirming { risk, .. } => Some(*risk),
        _ => None,
    }
}

#[test]
fn what_was_read_decides_how_it_is_asked() {
    let used = LastUsed::At(NOW.plus(-1));
    for (last_used, tokens, expected) in [
        (LastUsed::Never, rows(&[1]), RevokeRisk::Unused),
        (used, rows(&[1]), RevokeRisk::LastToken),
        (used, rows(&[1, 2]), RevokeRisk::Live),
        (used, failure(FailureKind::Server), RevokeRisk::LastToken),
    ] {
        let mut dialog = reading(After::Nothing);
        assert!(dialog.read(TokenId(1), Ok(token(1, last_used)), tokens, NOW).is_empty());
        assert_eq!(risk(&dialog), Some(expected));
    }
}

#[test]
fn what_cannot_be_read_is_unknown_use() {
    for (kind, is_told) in [(FailureKind::Server, false), (FailureKind::NotFound, true)] {
        let mut dialog = reading(After::Nothing);
        let commands = dialog.read(TokenId(1), failure(kind), rows(&[1]), NOW);
        assert!(matches!(commands.as_slice(), [RevocationCommand::Heed(_)]));
        assert_eq!(risk(&dialog), Some(RevokeRisk::UnknownUse));
        assert!(matches!(dialog, Revocation::Confirming { failure, .. }
            if failure.is_some() == is_told));
    }
}

#[test]
fn a_token_is_gone_only_where_no_list_shows_it() {
    let not_found = || failure(FailureKind::NotFound);
    let mut dialog = reading(After::Another(None));
    assert!(dialog.read(TokenId(1), not_found(), rows(&[2]), NOW).is_empty());
    assert!(matches!(dialog, Revocation::Gone(_)));
    assert!(matches!(
        dialog.clone().ask_to_close().as_slice(),
        [RevocationCommand::LookAtTokens(_)]
    ));
    assert!(matches!(
        dialog.replace_gone().as_slice(),
        [RevocationCommand::LookAtTokens(_), RevocationCommand::GoOn(_)]
    ));
    assert!(!dialog.is_open());

    let mut dialog = reading(After::Nothing);
    let _ = dialog.read(TokenId(1), not_found(), failure(FailureKind::Server), NOW);
    assert!(matches!(dialog, Revocation::Confirming { .. }));
}

#[test]
fn what_was_read_for_another_token_is_of_no_use() {
    let mut dialog = reading(After::Nothing);
    let _ = dialog.read(TokenId(2), Ok(token(2, LastUsed::Never)), rows(&[1, 2]), NOW);
    assert!(matches!(dialog, Revocation::Reading(_)));
    let _ = dialog.ask_to_close();
    let _ = dialog.read(TokenId(1), Ok(token(1, LastUsed::Never)), rows(&[1]), NOW);
    assert!(!dialog.is_open());
}

#[test]
fn a_value_that_comes_spares_its_token_until_the_request_is_sent() {
    let (order, other) = (OrderId(3), OrderId(4));
    let after = After::Another(Some(order));
    let mut dialog = reading(after);
    dialog.spare(other);
    assert!(dialog.is_open());
    dialog.spare(order);
    assert!(!dialog.is_open());
    let mut dialog = revoking(after);
    dialog.spare(order);
    assert!(dialog.is_open());
}

#[test]
fn how_it_ended_is_told() {
    for (removal, is_done) in [(Removal::Done, true), (Removal::AlreadyGone, false)] {
        let mut dialog = revoking(After::Nothing);
        let commands = dialog.removed(removal);
        let [RevocationCommand::LookAtTokens(_), told, RevocationCommand::GoOn(_)] =
            commands.as_slice()
        else {
            panic!("{commands:?}")
        };
        assert_eq!(matches!(told, RevocationCommand::TellRevoked(_)), is_done);
        assert!(!dialog.is_open());
    }
}

#[test]
fn what_did_not_succeed_is_asked_again() {
    let why = Failure::without_answer(FailureKind::Forbidden);
    for removal in [Removal::Refused(why.clone()), Removal::Unknown(why.clone())] {
        let mut dialog = revoking(After::Nothing);
        assert!(dialog.ask_to_close().is_empty() && dialog.is_open(), "it is under way");
        let commands = dialog.removed(removal);
        assert!(matches!(
            commands.as_slice(),
            [
                RevocationCommand::LookAtTokens(_),
                RevocationCommand::NoteDenial(..),
                RevocationCommand::Heed(_)
            ]
        ));
        assert!(matches!(&dialog, Revocation::Confirming { failure: Some(told), .. }
            if *told == why));
        assert!(matches!(dialog.confirm().as_slice(), [RevocationCommand::Revoke(..)]));
    }
}
