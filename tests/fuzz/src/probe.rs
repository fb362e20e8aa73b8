//! Checking an address before a credential is typed.

use crate::answer::{Answer, Fate, Stage, url};
use gitlab_agents::Probe;

/// Any response: no credential is sent, and nothing counts as GitLab that returned no JSON.
pub fn probe(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let probed = stage.run(gitlab_agents::probe(&stage.gitlab, &stage.clock, &url()));
    stage.check_requests(2);
    for sent in stage.gitlab.sent() {
        assert_eq!((sent.token, sent.body), (None, None));
    }
    match probed {
        Probe::GitLab => {
            assert!(answer.fate == Fate::Whole && matches!(answer.status, 200 | 401));
            assert!(std::str::from_utf8(&answer.body).is_ok());
        }
        Probe::Blocked(_) => assert_eq!(answer.fate, Fate::Nothing),
        Probe::NotFound => assert_eq!(answer.status, 404),
        Probe::NotGitLab | Probe::Other(_) => assert!(answer.fate != Fate::Nothing),
    }
}
