//! Group `hostile`: every string of the corpus in every field that a page shows. They are added
//! without validation, as GitLab would reject many of them.

use super::corpus::Corpus;
use super::documented::TEAM;
use super::people::{AUTHOR, MIXED};
use super::planter::{Condition, Planter};
use crate::world::people::{AccessToken, Language, Scope, User, Visibility as Profile};
use crate::world::{Group, Level, Namespace, Project, Source, Usage, Visibility};

const GROUP: u64 = 14;
/// The project with an agent for each string.
const AGENTS: u64 = 9001;
/// The project with an agent for each pair of look-alikes.
const LOOK_ALIKES: u64 = 9002;
/// The first id of a subgroup and a project per class, with equal ids.
const FIRST_CLASS: u64 = 9101;
/// The first id of a user per string.
const FIRST_USER: u64 = 90_001;
/// The user of `glpat-sandbox-hostile`.
const PERSON: u64 = 90_000;

const GROUP_NAME: &str = "<img src=x onerror=alert('group')> \u{202e}puorg\u{202c} {{7*7}}";

pub(super) fn add(planter: &mut Planter<'_>) {
    let corpus = Corpus::read();
    group(planter, GROUP, "hostile", None, GROUP_NAME);
    project(planter, AGENTS, GROUP, "agents", "agents", "");
    project(planter, LOOK_ALIKES, GROUP, "look-alikes", "look-alikes", "");
    for (user, level) in TEAM {
        planter.world.add_membership(user, Source::Group(GROUP), level);
    }
    planter.world.add_membership(MIXED, Source::Group(GROUP), Level::Developer);
    person(planter);

    let mut strings = Vec::new();
    for (id, (class, texts)) in (FIRST_CLASS..).zip(corpus.classes()) {
        let (first, last) = (texts.first().cloned(), texts.last().cloned());
        group(planter, id, class, Some(GROUP), &last.unwrap_or_default());
        let name = first.unwrap_or_default();
        project(planter, id, id, class, &name, &texts.join(" "));
        planter.agent(id, &format!("in-{class}"), Condition::Connected, 30, Some(AUTHOR));
        strings.extend(texts);
    }
    agents(planter, &strings);
    for (number, (kind, one, other)) in (1..).zip(corpus.pairs()) {
        let name = format!("pair-{number:02}-{kind}");
        let agent = planter.agent(LOOK_ALIKES, &name, Condition::NoToken, 20, Some(AUTHOR));
        for name in [one, other] {
            let usage = Usage::at(planter.now);
            planter.token(agent, name, Some("Which is which?"), 20, Some(AUTHOR), usage);
        }
    }
}

/// An agent and its creator for each string, and two tokens whose names and descriptions are that
/// string and its neighbour.
fn agents(planter: &mut Planter<'_>, strings: &[String]) {
    let neighbours = strings.iter().cycle().skip(1);
    for (user, (text, neighbour)) in (FIRST_USER..).zip(strings.iter().zip(neighbours)) {
        planter.world.add_user(account(user, text, neighbour, planter));
        let agent = planter.agent(AGENTS, text, Condition::NoToken, 10, Some(user));
        planter.token(agent, text, Some(neighbour), 10, Some(user), Usage::Never);
        planter.token(agent, neighbour, Some(text), 9, Some(user), Usage::at(planter.now));
    }
}

fn person(planter: &mut Planter<'_>) {
    let name = "</title><script>alert('person')</script>";
    planter.world.add_user(account(PERSON, "<b>me\u{202e}", name, planter));
    planter.world.add_membership(PERSON, Source::Group(GROUP), Level::Maintainer);
    planter.world.add_access_token(AccessToken {
        id: PERSON,
        secret: "glpat-sandbox-hostile".to_owned(),
        name: "<svg onload=alert('token')>\u{200b}",
        user: PERSON,
        scopes: &[Scope::Api],
        permissions: None,
        created: planter.now,
        expires: None,
        revoked: false,
    });
}

fn account(id: u64, username: &str, name: &str, planter: &Planter<'_>) -> User {
    User {
        id,
        username: username.to_owned(),
        name: name.to_owned(),
        admin: false,
        language: Language::English,
        profile: Profile::Everyone,
        created: planter.now,
    }
}

fn group(planter: &mut Planter<'_>, id: u64, path: &str, parent: Option<u64>, name: &str) {
    planter.world.add_group(Group {
        id,
        name: name.to_owned(),
        path: path.to_owned(),
        parent,
        description: "",
        visibility: Visibility::Private,
        created: planter.now,
    });
}

fn project(
    planter: &mut Planter<'_>,
    id: u64,
    group: u64,
    path: &str,
    name: &str,
    description: &str,
) {
    planter.world.add_project(Project {
        id,
        name: name.to_owned(),
        path: path.to_owned(),
        description: Some(description.to_owned()),
        namespace: Namespace::Group(group),
        visibility: Visibility::Private,
        archived: false,
        created: planter.now,
        active: planter.now,
    });
    // As in group `platform`: Maintainer in one half.
    if id.is_multiple_of(2) {
        planter.world.add_membership(MIXED, Source::Project(id), Level::Maintainer);
    }
}
