use super::*;
use crate::NoReply;
use crate::simulation::Reply;
use crate::testing::{AGENT, PROJECT, Stage, refusal};
use futures_util::future::join3;

fn delete(replies: impl IntoIterator<Item = Reply>) -> (Removal, Vec<String>) {
    let stage = Stage::script(replies);
    let removal = stage.clock.run(stage.connection.delete_agent(PROJECT, AGENT));
    (removal, stage.log())
}

#[test]
fn an_answer_is_taken_as_it_is() {
    for (reply, expected) in [
        (Reply::bytes(204, b""), Removal::Done),
        (Reply::bytes(204, b"").cut(NoReply::Unreachable), Removal::Done),
        (refusal(404), Removal::AlreadyGone),
    ] {
        assert_eq!(delete([reply]).0, expected);
    }
    for status in [400, 403, 409, 412, 429] {
        let (removal, log) = delete([refusal(status)]);
        assert!(matches!(removal, Removal::Refused(_)), "{status}");
        assert_eq!(log, ["DELETE /projects/20/cluster_agents/5"]);
    }
}

#[test]
fn what_could_not_be_sent_is_not_looked_for() {
    let (removal, log) = delete([Reply::nothing(NoReply::Unsendable)]);
    assert!(matches!(removal, Removal::Refused(_)));
    assert_eq!(log, ["DELETE /projects/20/cluster_agents/5"]);
}

#[test]
fn a_page_of_some_proxy_proves_nothing() {
    let (removal, _) = delete([Reply::bytes(404, b"<html>")]);
    assert!(
        matches!(removal, Removal::Refused(failure) if failure.kind == FailureKind::Unreadable)
    );
}

#[test]
fn a_lost_answer_is_found_out_by_looking() {
    let lost = || Reply::nothing(NoReply::Unreachable);
    let there = Reply::json(200, r#"{"id":5,"name":"agent-5"}"#);
    let (removal, log) = delete([lost(), refusal(404)]);
    assert_eq!(removal, Removal::Done);
    assert_eq!(log, ["DELETE /projects/20/cluster_agents/5", "GET /projects/20/cluster_agents/5"]);
    let (removal, _) = delete([lost(), there]);
    assert!(matches!(removal, Removal::Refused(_)));
    let (removal, _) = delete([lost(), lost()]);
    assert!(matches!(removal, Removal::Unknown(_)));
}

#[test]
fn an_answer_that_does_not_come_is_lost() {
    let stage = Stage::script([Reply::never(), refusal(404)]);
    let removal = stage.clock.run(stage.connection.delete_agent(PROJECT, AGENT));
    assert_eq!((removal, stage.elapsed()), (Removal::Done, 60_000));
}

#[test]
fn a_removal_does_not_wait_behind_long_lists() {
    let stage = Stage::new(|sent| match sent.method {
        Method::Delete => Reply::bytes(204, b""),
        _ => Reply::json(200, "[]").header("x-total-pages", "100").after(10),
    });
    let list = || stage.connection.tokens(PROJECT, AGENT, Urgency::User);
    let person = async {
        stage.clock.sleep(15).await;
        let removal = stage.connection.delete_agent(PROJECT, AGENT).await;
        (removal, stage.elapsed())
    };
    let (_, _, removed) = stage.clock.run(join3(list(), list(), person));
    assert_eq!(removed, (Removal::Done, 20));
}

#[test]
fn only_an_answer_that_settles_nothing_is_looked_into() {
    let maintenance = Reply::json(503, r#"{"message":"GitLab is undergoing maintenance"}"#);
    let (removal, log) = delete([maintenance.header("retry-after", "900")]);
    assert!(matches!(removal, Removal::Refused(why) if why.kind == FailureKind::Maintenance));
    assert_eq!(log.len(), 1);
    for reply in [refusal(500), refusal(503), Reply::bytes(302, b"")] {
        let (removal, log) = delete([reply, refusal(404)]);
        assert_eq!((removal, log.len()), (Removal::Done, 2));
    }
}
