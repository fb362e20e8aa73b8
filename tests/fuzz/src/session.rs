//! The caller and the GitLab instance.

use crate::answer::{Answer, Stage, TRIES};
use crate::oracle;
use console_core::model::{Kas, Power, UserId, UserName};
use console_core::timestamp::Timestamp;

/// The response as a personal access token, a user and an instance: no access is invented.
pub fn session(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let json = oracle::json(&answer.body);
    let connection = &stage.connection;
    let token = stage.run(connection.personal_access_token());
    let user = stage.run(connection.user());
    let instance = stage.run(connection.instance());
    let name = stage.run(connection.user_name(UserId(42)));
    stage.check_requests(5 * TRIES);

    assert!(answer.is_granted() || (token.is_err() && user.is_err() && instance.is_err()));
    if let Ok(token) = token {
        oracle::check_shown(&token.name);
        let _ = token.days_left(Timestamp::from_millis(i64::MIN));
        let _ = token.days_left(Timestamp::from_millis(i64::MAX));
        let scopes = json.as_ref().and_then(|json| json.get("scopes"));
        let has = |scope: &str| {
            scopes
                .and_then(|scopes| scopes.as_array())
                .is_some_and(|scopes| scopes.iter().any(|held| held.as_str() == Some(scope)))
        };
        let is_granular = json.as_ref().and_then(|json| json.get("granular")?.as_bool());
        let writes = has("api") && is_granular != Some(true);
        assert!(json.is_none() || (token.power() == Power::Write) == writes);
    }
    if let Ok(user) = user {
        oracle::check_shown(&user.username);
        if let Some(json) = &json {
            assert_eq!(oracle::id(json), Some(user.id.0));
            let is_admin = json.get("is_admin").and_then(serde_json::Value::as_bool);
            assert_eq!(user.is_admin, is_admin.unwrap_or(false));
        }
    }
    if let Ok(instance) = instance {
        oracle::check_shown(&instance.version.text);
        let _ = (instance.version.is_too_old(), instance.version.token_limit());
        if let Kas::On { address: Some(address), .. } = instance.kas {
            oracle::check_shown(&address);
        }
    }
    if let Ok(UserName::Known(name)) = name {
        assert!(answer.is_granted());
        oracle::check_shown(&name);
    }
}
