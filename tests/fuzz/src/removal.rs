//! Revocation: sent once, and "gone" is never a guess.

use crate::answer::{AGENT, Answer, Fate, PROJECT, Stage, TRIES};
use console_core::intent::Removal;
use console_core::model::TokenId;
use gitlab_agents::Method;
use gitlab_agents::simulation::Sent;

/// The response to a revocation and, after a line `---`, the one to checking whether it happened,
/// by token and by list.
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
    stage.check_requests(1 + TRIES + 1000 * TRIES);
    assert_eq!(stage.gitlab.count(Method::Delete), 1);
    let arrived = revoked.fate != Fate::Nothing;
    let is_done = arrived && revoked.status == 204;
    match removal {
        Removal::Done => assert!(is_done, "a list that can be read is no token that is not there"),
        Removal::AlreadyGone => {
            assert!(arrived && revoked.status == 404 && looked.is_granted());
        }
        Removal::Refused(_) | Removal::Unknown(_) => assert!(!is_done),
    }
}
