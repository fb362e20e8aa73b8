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

/// The agents of the project, with agent 5 or without.
fn list(ids: &[u64]) -> Reply {
    let rows = ids.iter().map(|id| format!(r#"{{"id":{id},"name":"agent-{id}"}}"#));
    Reply::json(200, &format!("[{}]", rows.collect::<Vec<_>>().join(",")))
}

fn there() -> Reply {
    Reply::json(200, r#"{"id":5,"name":"agent-5"}"#)
}

fn lost() -> Reply {
    Reply::nothing(NoReply::Unreachable)
}

const DELETE: &str = "DELETE /projects/20/cluster_agents/5";
const GET: &str = "GET /projects/20/cluster_agents/5";
const LIST: &str = "GET /projects/20/cluster_agents?per_page=100&page=1";

#[test]
fn only_204_is_done_at_once() {
    for reply in [Reply::bytes(204, b""), Reply::bytes(204, b"").cut(NoReply::Unreachable)] {
        let (removal, log) = delete([reply]);
        assert_eq!((removal, log.len()), (Removal::Done, 1));
    }
}

#[test]
fn what_is_no_word_of_gitlabs_is_looked_into() {
    for reply in [
        Reply::json(200, r#"{"message":"login required"}"#),
        Reply::bytes(200, b"<html>Sign in</html>"),
        Reply::bytes(200, b"").cut(NoReply::Unreachable),
        Reply::bytes(202, b""),
        Reply::bytes(302, b""),
        Reply::bytes(400, b"no"),
        Reply::bytes(404, b"404 page not found"),
        Reply::bytes(404, b"<html>"),
        refusal(408),
        refusal(409),
        refusal(425),
        refusal(499),
        refusal(500),
        refusal(503),
        refusal(503).header("retry-after", "900"),
        refusal(403).cut(NoReply::Unreachable),
        lost(),
    ] {
        let (removal, log) = delete([reply.clone(), there()]);
        assert!(matches!(removal, Removal::Refused(_)), "{reply:?} {removal:?}");
        assert_eq!(log, [DELETE, GET]);
        let (removal, log) = delete([reply.clone(), refusal(404), list(&[4, 6])]);
        assert_eq!(removal, Removal::Done, "{reply:?}");
        assert_eq!(log, [DELETE, GET, LIST]);
        let (removal, _) = delete([reply, lost()]);
        assert!(matches!(removal, Removal::Unknown(_)));
    }
}

#[test]
fn what_gitlab_refuses_is_not_done() {
    for status in [400, 401, 403, 429] {
        let (removal, log) = delete([refusal(status)]);
        assert!(matches!(removal, Removal::Refused(_)), "{status}");
        assert_eq!(log, [DELETE]);
    }
}

/// GitLab answers 404 to those who may not see it, too.
#[test]
fn gone_is_only_what_a_list_does_not_show() {
    let before: [&dyn Fn() -> Vec<Reply>; 2] =
        [&|| vec![refusal(404)], &|| vec![lost(), refusal(404)]];
    for (before, gone) in before.into_iter().zip([Removal::AlreadyGone, Removal::Done]) {
        let delete = |last: Reply| delete(before().into_iter().chain([last])).0;
        assert_eq!(delete(list(&[4])), gone);
        for (last, is_known) in [
            (list(&[4, 5]), true),
            (Reply::json(200, r#"[{"id":5,"name":7}]"#), true),
            (Reply::json(200, r#"[{"name":"unreadable"}]"#), false),
            (refusal(404), false),
            (refusal(403), false),
            (lost(), false),
        ] {
            let why = match delete(last.clone()) {
                Removal::Refused(why) if is_known => why,
                Removal::Unknown(why) if !is_known => why,
                other => panic!("{last:?} {other:?}"),
            };
            assert_eq!(why.kind, FailureKind::NotFound, "GitLab does not say which");
        }
    }
}

#[test]
fn what_could_not_be_sent_is_not_looked_for() {
    let (removal, log) = delete([Reply::nothing(NoReply::Unsendable)]);
    assert!(matches!(removal, Removal::Refused(_)));
    assert_eq!(log, ["DELETE /projects/20/cluster_agents/5"]);
}

#[test]
fn a_token_is_looked_for_among_those_of_its_agent() {
    let stage = Stage::script([refusal(404), list(&[4])]);
    let removal = stage.clock.run(stage.connection.revoke_token(PROJECT, AGENT, TokenId(5)));
    assert_eq!(removal, Removal::AlreadyGone);
    let list = "GET /projects/20/cluster_agents/5/tokens?per_page=100&page=1";
    assert_eq!(stage.log(), ["DELETE /projects/20/cluster_agents/5/tokens/5", list]);
}

#[test]
fn an_answer_that_does_not_come_is_lost() {
    let stage = Stage::script([Reply::never(), refusal(404), list(&[])]);
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
