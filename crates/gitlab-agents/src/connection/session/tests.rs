use crate::simulation::Reply;
use crate::testing::{Stage, refusal};
use console_core::failure::FailureKind;
use console_core::model::{Kas, UserId, UserName};

#[test]
fn an_old_gitlab_tells_its_version_elsewhere() {
    let version = Reply::json(200, r#"{"version":"15.1.6","revision":"abc"}"#);
    let stage = Stage::script([refusal(404), version]);
    let instance = stage.clock.run(stage.connection.instance()).unwrap();
    assert!(instance.version.is_too_old());
    assert_eq!(instance.kas, Kas::Unknown);
    assert_eq!(stage.log(), ["GET /metadata", "GET /version"]);
}

#[test]
fn only_an_address_that_is_missing_is_looked_for_elsewhere() {
    let stage = Stage::script([refusal(403)]);
    let failure = stage.clock.run(stage.connection.instance()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::ReadForbidden);
    assert_eq!(stage.log(), ["GET /metadata"]);
}

#[test]
fn a_name_may_be_hidden() {
    for status in [403, 404] {
        let stage = Stage::script([refusal(status)]);
        let name = stage.clock.run(stage.connection.user_name(UserId(42)));
        assert_eq!(name, Ok(UserName::Hidden));
    }
    let stage = Stage::script([refusal(401), refusal(401)]);
    let failure = stage.clock.run(stage.connection.user_name(UserId(42))).unwrap_err();
    assert!(failure.is_unauthorised());
}

#[test]
fn a_database_that_lags_behind_ends_no_session() {
    let user = Reply::json(200, r#"{"id":7,"username":"dana"}"#);
    let stage = Stage::script([refusal(401), user]);
    assert!(stage.clock.run(stage.connection.user()).is_ok());
    assert_eq!(stage.log(), ["GET /user", "GET /user"]);
}

#[test]
fn a_login_page_is_not_a_user() {
    let stage = Stage::script([Reply::bytes(200, b"<html>").header("x-request-id", "01J")]);
    let failure = stage.clock.run(stage.connection.user()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreadable);
    assert_eq!((failure.status, failure.request_id.as_deref()), (Some(200), Some("01J")));
}
