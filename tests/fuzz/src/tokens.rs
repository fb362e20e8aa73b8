//! Tokens: a list, and a newly created one with its value.

use crate::answer::{AGENT, Answer, Fate, PROJECT, Stage, TRIES};
use crate::oracle;
use console_core::intent::Posted;
use console_core::model::{CreatedToken, Row, Token, TokenStatus};
use gitlab_agents::Urgency;

/// A list of tokens: every row stays a row, ids are exact.
pub fn token_list(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let listed = stage.run(stage.connection.tokens(PROJECT, AGENT, Urgency::Background));
    stage.check_requests(1000 * TRIES);
    assert!(answer.is_granted() || listed.is_err());
    let Some(list) = oracle::json(&answer.body).filter(|_| answer.is_granted()) else { return };
    assert_eq!(listed.is_ok(), list.is_array());
    let Ok(rows) = listed else { return };
    let id = |row: &Row<Token>| match row {
        Row::Read(token) => Some(token.id.0),
        Row::Unreadable { id } => *id,
    };
    let ids: Vec<_> = rows.iter().filter_map(id).collect();
    oracle::check_ids(&ids, &list);
    for token in rows.into_iter().filter_map(Row::read) {
        check_texts(&token);
    }
}

fn check_texts(token: &Token) {
    oracle::check_shown(&token.name);
    token.description.iter().for_each(|text| oracle::check_shown(text));
    if let TokenStatus::Other(word) = &token.status {
        oracle::check_shown(word);
    }
}

/// A creation: sent once; its value is unchanged and in no message; never denied if it happened,
/// never reported if it did not.
pub fn token_created(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let posted = stage.run(stage.connection.post_token(PROJECT, AGENT, "edge", "blue"));
    assert_eq!(stage.gitlab.sent().len(), 1);
    match posted {
        Posted::Created(created) => {
            assert!(answer.is_granted());
            check_created(&created, &answer);
        }
        Posted::Unread(failure) => {
            assert!(answer.status == 201 && answer.fate != Fate::Nothing);
            assert_eq!(failure.status, Some(answer.status));
        }
        Posted::Refused(failure) => {
            assert_eq!(failure.status, Some(answer.status));
            assert!(answer.is_refusal());
        }
        Posted::Lost(_) => {
            let is_answered = answer.fate != Fate::Nothing;
            assert!(!(is_answered && answer.status == 201));
        }
    }
}

fn check_created(created: &CreatedToken, answer: &Answer) {
    let (token, secret) = match created {
        CreatedToken::Whole(token, secret) => (Some(token), Some(secret.expose())),
        CreatedToken::NoValue(token) => (Some(token), None),
        CreatedToken::ValueOnly(secret) => (None, Some(secret.expose())),
    };
    token.into_iter().for_each(check_texts);
    let Some(json) = oracle::json(&answer.body) else { return };
    if let Some(token) = token {
        assert_eq!(oracle::id(&json), Some(token.id.0));
    }
    let theirs = oracle::string(&json, "token").filter(|value| !value.trim().is_empty());
    let Some(value) = theirs else { return };
    // A nested or duplicate field of that name may come first.
    assert!(secret.is_some(), "the value came");
    // Other fields of the body may contain the value as well.
    if value.len() > 16 && !format!("{token:?}").contains(value) {
        assert!(!format!("{created:?}").contains(value), "the value is in a message");
    }
}
