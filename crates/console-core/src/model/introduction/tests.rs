use super::*;
use crate::failure::Unauthorised;
use crate::model::{GitLabVersion, Kas, TokenEnd};

fn token(grant: Grant) -> PersonalAccessToken {
    let user_id = Some(UserId(7));
    PersonalAccessToken { name: "console".to_owned(), grant, end: TokenEnd::Never, user_id }
}

fn legacy(scope: &str) -> PersonalAccessToken {
    token(Grant::Scopes(vec![scope.to_owned()]))
}

fn user() -> User {
    User { id: UserId(7), username: "dana".to_owned(), name: String::new(), is_admin: false }
}

fn gitlab(version: &str) -> Instance {
    Instance { version: GitLabVersion::parse(version), kas: Kas::Unknown }
}

fn failed<V>(kind: FailureKind) -> Result<V, Failure> {
    Err(Failure::without_answer(kind))
}

fn kind(outcome: Result<Introduction, NotIntroduced>) -> FailureKind {
    match outcome {
        Err(NotIntroduced::Failed(why)) => why.kind,
        other => panic!("{other:?}"),
    }
}

/// Others reported this: <https://github.com/gitify-app/gitify/issues/3252>.
#[test]
fn each_of_the_three_may_be_refused() {
    for refusal in [FailureKind::PermissionMissing, FailureKind::ReadForbidden] {
        let (token, gitlab) = (|| token(Grant::FineGrained), || gitlab("19.2.0"));
        let without_token = Introduction::of(failed(refusal), Ok(user()), Ok(gitlab())).unwrap();
        assert_eq!((without_token.user_id(), without_token.token), (Some(UserId(7)), None));
        let without_user = Introduction::of(Ok(token()), failed(refusal), Ok(gitlab())).unwrap();
        assert_eq!((without_user.user_id(), without_user.user), (Some(UserId(7)), None));
        let without_gitlab = Introduction::of(Ok(token()), Ok(user()), failed(refusal)).unwrap();
        assert_eq!(without_gitlab.instance, None);
        let with_gitlab = Introduction::of(failed(refusal), failed(refusal), Ok(gitlab())).unwrap();
        assert_eq!((with_gitlab.user_id(), with_gitlab.power()), (None, Power::Unknown));
        assert!(!with_gitlab.is_admin());
    }
}

#[test]
fn a_token_for_nothing_but_agents_signs_in() {
    let missing = FailureKind::PermissionMissing;
    let introduced = Introduction::of(failed(missing), failed(missing), failed(missing)).unwrap();
    assert_eq!(introduced, Introduction { token: None, user: None, instance: None });
    assert!(!introduced.is_same_person(&introduced.clone()), "it may be anybody");
}

#[test]
fn reports_a_gitlab_that_forbids_everything() {
    let (missing, forbidden) = (FailureKind::PermissionMissing, FailureKind::ReadForbidden);
    let outcome = Introduction::of(failed(missing), failed(forbidden), failed(missing));
    assert_eq!(kind(outcome), forbidden);
}

#[test]
fn other_failures_end_it() {
    let ended = FailureKind::Unauthorised(Unauthorised::Expired);
    for why in [ended, FailureKind::ScopeTooSmall, FailureKind::Server, FailureKind::NotFound] {
        let old = Ok(gitlab("18.9.0"));
        assert_eq!(kind(Introduction::of(failed(why), Ok(user()), old.clone())), why);
        assert_eq!(kind(Introduction::of(Ok(legacy("api")), failed(why), old)), why);
        let silent = Introduction::of(Ok(legacy("api")), Ok(user()), failed(why)).unwrap();
        assert_eq!(silent.instance, None, "the version is never needed");
    }
}

#[test]
fn a_legacy_token_needs_a_scope_that_reads() {
    let outcome = |scope| Introduction::of(Ok(legacy(scope)), Ok(user()), Ok(gitlab("18.9.0")));
    assert_eq!(outcome("read_api").unwrap().power(), Power::Read);
    let none = NotIntroduced::NoScope(vec!["read_user".to_owned()]);
    assert_eq!(outcome("read_user"), Err(none));
}

#[test]
fn reports_the_version_of_an_old_gitlab() {
    let old = || Ok(gitlab("15.1.6"));
    let too_old = Err(NotIntroduced::TooOld("15.1.6".to_owned()));
    let absent = failed(FailureKind::NotFound);
    assert_eq!(Introduction::of(absent, Ok(user()), old()), too_old);
    assert_eq!(Introduction::of(Ok(legacy("api")), Ok(user()), old()), too_old);
    let ended = FailureKind::Unauthorised(Unauthorised::Unknown);
    assert_eq!(kind(Introduction::of(failed(ended), Ok(user()), old())), ended);
}

#[test]
fn people_are_compared_by_id() {
    let by_user = |id| {
        let user = User { id: UserId(id), ..user() };
        Introduction { token: None, user: Some(user), instance: None }
    };
    let token = Some(token(Grant::FineGrained));
    let by_token = Introduction { token, user: None, instance: None };
    assert!(by_user(7).is_same_person(&by_token));
    assert!(!by_user(8).is_same_person(&by_token));
}

#[test]
fn only_a_word_about_the_credential_takes_it_away() {
    for (kind, is_left) in [
        (FailureKind::Server, true),
        (FailureKind::Unreachable, true),
        (FailureKind::ReadForbidden, true),
        (FailureKind::Unauthorised(Unauthorised::Foreign), true),
        (FailureKind::Unauthorised(Unauthorised::Unknown), false),
        (FailureKind::Unauthorised(Unauthorised::Revoked), false),
        (FailureKind::ScopeTooSmall, false),
    ] {
        let why = NotIntroduced::Failed(Failure::without_answer(kind));
        assert_eq!(why.leaves_credential(), is_left, "{kind:?}");
    }
    assert!(!NotIntroduced::NoScope(Vec::new()).leaves_credential());
    assert!(!NotIntroduced::TooOld(String::new()).leaves_credential());
}
