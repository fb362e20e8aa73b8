//! Revoking: asked for once, and "gone" is never a guess.

use crate::answer::{AGENT, Answer, Fate, PROJECT, Stage, TRIES};
use console_core::model::TokenId;
use gitlab_agents::simulation::Sent;
use gitlab_agents::{Method, Removal};

/// The answer to a revocation, and behind a line `---` the one to looking whether it happened.
pub fn removal(bytes: &[u8]) {
    let end = bytes.windows(5).position(|line| line == b"\n---\n");
    let (revoked, looked) = bytes.split_at(end.unwrap_or(bytes.len()));
    let looked = Answer::read(looked.get(5..).unwrap_or_default());
    let revoked = Answer::read(revoked);
    let replies = (revoked.reply(), looked.reply());
    let stage = Stage::new(move |sent: &Sent| match sent.method {
        Method::Delete => replies.0.clone(),
        _ => replies.1.clone(),
    });
    let removal = stage.run(stage.connection.revoke_token(PROJECT, AGENT, TokenId(1)));
    stage.check_requests(1 + TRIES);
    assert_eq!(stage.gitlab.count(Method::Delete), 1);
    let arrived = revoked.fate != Fate::Nothing;
    let granted = arrived && revoked.is_success();
    match removal {
        Removal::Done => {
            let seen_gone = looked.fate != Fate::Nothing && looked.status == 404;
            assert!(granted || seen_gone);
        }
        Removal::AlreadyGone => assert!(arrived && revoked.status == 404),
        Removal::Refused(_) => assert!(!granted),
        Removal::Unknown(_) => assert!(!granted && !looked.is_granted()),
    }
}
