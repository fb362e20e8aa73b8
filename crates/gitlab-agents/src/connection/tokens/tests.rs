use crate::Urgency;
use crate::simulation::Reply;
use crate::testing::{AGENT, PROJECT, Stage, refusal};
use console_core::model::{LastUsed, Row, TokenId};

#[test]
fn each_token_is_asked_when_it_was_used() {
    let stage = Stage::new(|sent| match sent.route().rsplit('/').next() {
        Some("1") => Reply::json(200, r#"{"id":1,"last_used_at":null}"#),
        Some("2") => refusal(404),
        Some("3") => refusal(403),
        _ => Reply::json(200, r#"[{"id":3},{"id":2},{"id":"x","name":"a"},{"id":1}]"#),
    });
    let read = stage.connection.tokens_with_use(PROJECT, AGENT, Urgency::Background);
    let rows = stage.clock.run(read).unwrap();
    let seen: Vec<_> = rows
        .into_iter()
        .map(|row| match row {
            Row::Read(token) => Some((token.id, token.last_used)),
            Row::Unreadable { .. } => None,
        })
        .collect();
    let expected =
        [Some((TokenId(3), LastUsed::Unknown)), None, Some((TokenId(1), LastUsed::Never))];
    assert_eq!(seen, expected);
    assert_eq!(stage.gitlab.sent().len(), 5, "one that seems to be gone is asked about twice");
}
