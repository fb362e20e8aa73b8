//! The accounts, and the personal access tokens to sign in with.

use std::time::Duration;

use crate::clock::Moment;
use crate::world::World;
use crate::world::people::{AccessToken, Language, Scope, User, Visibility};

pub(super) const ROOT: u64 = 1;
pub(super) const AUTHOR: u64 = 42;
/// Only administrators can look this account up.
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
];

const API: &[Scope] = &[Scope::Api];
const READ_API: &[Scope] = &[Scope::ReadApi];
const READ_USER: &[Scope] = &[Scope::ReadUser];

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
];

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
    for (id, &(secret, name, user, scopes)) in (1..).zip(ACCESS_TOKENS) {
        let expires = match secret {
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
            created,
            expires: Some(expires),
            revoked,
        });
    }
}
