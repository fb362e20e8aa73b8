//! Who is signed in, and to what.

use crate::check::{Outcome, done, failed, holds, same};
use crate::stage::{Stage, Time, Way, token};
use console_core::failure::{FailureKind, Unauthorised};
use console_core::model::{Kas, Power, UserId, UserName};

pub(crate) async fn a_token_tells_what_it_may(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, power) in
        [("maintainer", Power::Write), ("readonly", Power::Read), ("read-user", Power::Nothing)]
    {
        let token = done(who, stage.sign_in(who).personal_access_token().await)?;
        same(who, token.power(), power)?;
        holds("its name", &token.name, |name| !name.is_empty())?;
        holds("its owner", &token.user_id, Option::is_some)?;
    }
    Ok(())
}

pub(crate) async fn a_token_near_its_end_says_when(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("expiring");
    let token = done("the token", connection.personal_access_token().await)?;
    let days = token.days_left(stage.clock.now());
    holds("days left", &days, |days| days.is_some_and(|days| (3..=5).contains(&days)))
}

pub(crate) async fn who_is_signed_in(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for (who, is_admin) in [("maintainer", false), ("admin", true)] {
        let connection = stage.sign_in(who);
        let user = done(who, connection.user().await)?;
        same("administers the instance", user.is_admin, is_admin)?;
        holds("user name", &user.username, |name| !name.is_empty())?;
        let token = done(who, connection.personal_access_token().await)?;
        same("whose token it is", token.user_id, Some(user.id))?;
    }
    Ok(())
}

pub(crate) async fn which_gitlab_it_is(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let instance = done("metadata", stage.sign_in("developer").instance().await)?;
    same("version", instance.version.number, Some((18, 9)))?;
    holds("agent server", &instance.kas, |kas| {
        matches!(kas, Kas::On { address: Some(address), version: Some(_) }
            if address.starts_with("wss://"))
    })
}

pub(crate) async fn the_name_behind_an_id(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("developer");
    let name = done("user 42", connection.user_name(UserId(42)).await)?;
    holds("user 42", &name, |name| matches!(name, UserName::Known(_)))?;
    for hidden in [43, 999_999] {
        let name = done("hidden user", connection.user_name(UserId(hidden)).await)?;
        same("hidden user", name, UserName::Hidden)?;
    }
    Ok(())
}

pub(crate) async fn a_token_nobody_knows(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "mistyped", Unauthorised::Unknown).await
}

pub(crate) async fn an_expired_token(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "expired", Unauthorised::Expired).await
}

pub(crate) async fn a_revoked_token(stage: &Stage<impl Way, impl Time>) -> Outcome {
    refused(stage, "revoked", Unauthorised::Revoked).await
}

async fn refused(stage: &Stage<impl Way, impl Time>, who: &str, why: Unauthorised) -> Outcome {
    let failure = failed(who, stage.sign_in(who).personal_access_token().await)?;
    same(who, failure.kind, FailureKind::Unauthorised(why))?;
    same("status", failure.status, Some(401))
}

pub(crate) async fn another_token_helps(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let connection = stage.sign_in("expired");
    failed("before", connection.user().await)?;
    connection.rekey(token("developer"));
    done("after", connection.clone().user().await).map(|_| ())
}
