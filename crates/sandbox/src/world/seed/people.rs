//! The accounts, and their personal access tokens.

use std::time::Duration;

use crate::clock::Moment;
use crate::world::people::{AccessToken, Language, Scope, User, Visibility};
use crate::world::{Level, Permission, Source, World};

pub(super) const ROOT: u64 = 1;
pub(super) const AUTHOR: u64 = 42;
/// Only administrators can look up this account.
pub(super) const HIDDEN: u64 = 43;
pub(super) const OWNER: u64 = 50;
pub(super) const MAINTAINER: u64 = 51;
pub(super) const DEVELOPER: u64 = 52;
pub(super) const REPORTER: u64 = 53;
pub(super) const GUEST: u64 = 54;
pub(super) const MIXED: u64 = 55;
pub(super) const ADMIN: u64 = 56;
pub(super) const OUTSIDER: u64 = 57;
pub(super) const KOREAN: u64 = 58;
/// The bot user of a project access token, a member of that one project.
const BOT: u64 = 59;
const BOTS_PROJECT: u64 = 20;

const USERS: &[(u64, &str, &str)] = &[
    (ROOT, "root", "Administrator"),
    (AUTHOR, "dana.whitfield", "Dana Whitfield"),
    (HIDDEN, "former.contractor", "Former Contractor"),
    (OWNER, "ines.moreau", "Ines Moreau"),
    (MAINTAINER, "marco.ruiz", "Marco Ruiz"),
    (DEVELOPER, "divya.nair", "Divya Nair"),
    (REPORTER, "reto.keller", "Reto Keller"),
    (GUEST, "grace.okafor", "Grace Okafor"),
    (MIXED, "mika.virtanen", "Mika Virtanen"),
    (ADMIN, "ada.lindqvist", "Ada Lindqvist"),
    (OUTSIDER, "omar.haddad", "Omar Haddad"),
    (KOREAN, "jihoon.lee", "이지훈"),
    (BOT, "project_20_bot_4ffca233d8298ea1", "agent-console"),
];

const API: &[Scope] = &[Scope::Api];
const READ_API: &[Scope] = &[Scope::ReadApi];
const READ_USER: &[Scope] = &[Scope::ReadUser];
const GRANULAR: &[Scope] = &[Scope::Granular];

/// Secret, name, user, scopes.
const ACCESS_TOKENS: &[(&str, &str, u64, &[Scope])] = &[
    ("glpat-sandbox-owner", "agent-console", OWNER, API),
    ("glpat-sandbox-maintainer", "agent-console", MAINTAINER, API),
    ("glpat-sandbox-developer", "agent-console", DEVELOPER, API),
    ("glpat-sandbox-reporter", "agent-console", REPORTER, API),
    ("glpat-sandbox-guest", "agent-console", GUEST, API),
    ("glpat-sandbox-mixed", "agent-console", MIXED, API),
    ("glpat-sandbox-readonly", "agent-console-readonly", MAINTAINER, READ_API),
    ("glpat-sandbox-expiring", "agent-console-expiring", MAINTAINER, API),
    ("glpat-sandbox-admin", "agent-console", ADMIN, API),
    ("glpat-sandbox-outsider", "agent-console", OUTSIDER, API),
    ("glpat-sandbox-korean", "에이전트 콘솔", KOREAN, API),
    ("glpat-sandbox-expired", "agent-console-expired", MAINTAINER, API),
    ("glpat-sandbox-revoked", "agent-console-revoked", MAINTAINER, API),
    ("glpat-sandbox-read-user", "profile-only", MAINTAINER, READ_USER),
    ("glpat-sandbox-bot", "agent-console", BOT, API),
];

/// The common prefix of fine-grained tokens.
const FINE_GRAINED: &str = "glpat-sandbox-granular";

const DAY: Duration = Duration::from_hours(24);

pub(super) fn add(world: &mut World, now: Moment) {
    for &(id, username, name) in USERS {
        world.add_user(User {
            id,
            username: username.to_owned(),
            name: name.to_owned(),
            admin: id == ROOT || id == ADMIN,
            language: if id == KOREAN { Language::Korean } else { Language::English },
            profile: if id == HIDDEN { Visibility::Administrators } else { Visibility::Everyone },
            created: Moment::from_millis(1_640_995_200_000) + DAY * u32::try_from(id).unwrap_or(0),
        });
    }
    let legacy = ACCESS_TOKENS
        .iter()
        .map(|&(secret, name, user, scopes)| (secret.to_owned(), name, user, scopes, None));
    let fine_grained = fine_grained().map(|(secret, permissions)| {
        (secret, "agent-console", MAINTAINER, GRANULAR, Some(permissions))
    });
    for (id, (secret, name, user, scopes, permissions)) in (1..).zip(legacy.chain(fine_grained)) {
        let expires = match secret.as_str() {
            "glpat-sandbox-expiring" => now + DAY * 5,
            "glpat-sandbox-expired" => now - DAY * 3,
            _ => now + DAY * 300,
        };
        let revoked = secret == "glpat-sandbox-revoked";
        let created = now - DAY * 40;
        world.add_access_token(AccessToken {
            id,
            secret,
            name,
            user,
            scopes,
            permissions,
            created,
            expires: Some(expires),
            revoked,
        });
    }
    world.add_membership(BOT, Source::Project(BOTS_PROJECT), Level::Maintainer);
}

/// The fine-grained tokens: with all permissions, with reading only, with nothing about the caller
/// and the instance, and without each permission in turn.
fn fine_grained() -> impl Iterator<Item = (String, Vec<Permission>)> {
    let token = |end: &str, has: &dyn Fn(Permission) -> bool| {
        let permissions = Permission::ALL.into_iter().filter(|permission| has(*permission));
        (format!("{FINE_GRAINED}{end}"), permissions.collect())
    };
    let mut tokens = vec![
        token("", &|_| true),
        token("-read", &|permission| !permission.writes()),
        token("-agents", &|permission| permission.access() == "all_memberships"),
    ];
    tokens.extend(Permission::ALL.map(|missing| {
        token(&format!("-without-{}", missing.name()), &|permission| permission != missing)
    }));
    tokens.into_iter()
}
